package xnorsim.network.npy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import xnorsim.base.InputException;

/**
 * Header of a {@code .npy} file: a Python dictionary with the keys descr, fortran_order and shape.
 *
 * @param type element type
 * @param bigEndian whether the elements are big endian
 * @param fortranOrder whether the first index runs fastest
 * @param shape the dimensions
 */
// Arrays: made and used up in one place; nothing compares two headers.
@SuppressWarnings("ArrayRecordComponent")
record NpyHeader(DataType type, boolean bigEndian, boolean fortranOrder, int[] shape) {
    private static final int ALIGNMENT = 64;
    private static final Pattern ITEM = Pattern.compile("\\G\\s*(?:'(\\w+)'|\"(\\w+)\")\\s*:\\s*"
            + "('[^']*'|\"[^\"]*\"|True|False|\\([\\s0-9,L]*\\)|\\[[^\\]]*\\])\\s*(,|(?=\\}))");
    private static final Pattern SIZE = Pattern.compile("[0-9]+");

    /**
     * Reads the dictionary.
     *
     * @throws InputException if it is no header, or of an array this program cannot hold
     */
    static NpyHeader parse(String origin, String text) {
        Map<String, String> items = items(origin, text.strip());
        String description = unquoted(items.get("descr"));
        boolean bigEndian = description.startsWith(">");
        DataType type = DataType.ofCode(description.replaceFirst("^[<>|=]", ""))
                .orElseThrow(() -> InputException.wrongValue(origin, "dtype", description,
                        InputException.oneOf(Arrays.stream(DataType.values()).map(DataType::toString).toList())));
        return new NpyHeader(type, bigEndian, "True".equals(items.get("fortran_order")),
                shape(origin, type, items.getOrDefault("shape", "")));
    }

    private static Map<String, String> items(String origin, String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw broken(origin, text);
        }
        Map<String, String> items = new HashMap<>();
        Matcher matcher = ITEM.matcher(text);
        int position = 1;
        while (matcher.find(position)) {
            String key = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (items.put(key, matcher.group(3)) != null) {
                throw broken(origin, text);
            }
            position = matcher.end();
        }
        boolean whole = text.substring(position).strip().equals("}")
                && items.keySet().equals(Set.of("descr", "fortran_order", "shape"))
                && items.getOrDefault("shape", "").startsWith("(");
        if (!whole) {
            throw broken(origin, text);
        }
        return items;
    }

    private static InputException broken(String origin, String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return InputException.wrongValue(origin, "the header", shown.replaceAll("[^ -~]", "?"),
                "a dictionary of descr, fortran_order and shape");
    }

    private static String unquoted(@Nullable String literal) {
        return literal == null ? "" : literal.replaceAll("^['\"]|['\"]$", "");
    }

    /** The dimensions, rejected before allocation if the array is too large. */
    private static int[] shape(String origin, DataType type, String literal) {
        List<Integer> sizes = new ArrayList<>();
        double bytes = type.bytes();
        Matcher matcher = SIZE.matcher(literal);
        while (matcher.find()) {
            double size = Double.parseDouble(matcher.group());
            bytes *= Math.max(size, 1);
            if (bytes > NpyFile.KIND.mostBytes()) {
                throw InputException.wrongValue(origin, "shape", literal,
                        "an array of at most " + NpyFile.KIND.mostBytes() + " bytes");
            }
            sizes.add((int) size);
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Bytes of the array's elements. */
    int dataBytes() {
        return (int) (NpyArray.elements(shape) * type.bytes());
    }

    /** Magic, version 1.0 and the dictionary of a little endian array in C order, byte for byte as NumPy writes it. */
    static byte[] bytes(DataType type, int[] shape) {
        String dictionary = "{'descr': '" + type.description() + "', 'fortran_order': False, 'shape': "
                + NpyArray.text(shape) + ", }";
        int unpadded = NpyFile.MAGIC.length + 2 + 2 + dictionary.length() + 1;
        int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = new byte[total];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(NpyFile.MAGIC, 0, header, 0, NpyFile.MAGIC.length);
        int length = total - NpyFile.MAGIC.length - 4;
        header[6] = 1;
        header[7] = 0;
        header[8] = (byte) length;
        header[9] = (byte) (length >> 8);
        System.arraycopy(dictionary.getBytes(StandardCharsets.US_ASCII), 0, header, 10, dictionary.length());
        header[total - 1] = '\n';
        return header;
    }
}
