package xnorsim.cli.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Ways in which a file of some form comes to harm: by chance, or by somebody who knows the form. */
enum Damage {
    /** Any bytes: flipped, cut, repeated, and whole numbers made huge. */
    BYTES(Damage::bytes),
    /** Compressed bytes, inside or outside. */
    GZIP((good, random) -> {
        if (random.nextInt(3) == 0) {
            return bytes(good, random);
        }
        byte[] inside = new GZIPInputStream(new ByteArrayInputStream(good)).readAllBytes();
        return CorpusFiles.gzip(bytes(inside, random));
    }),
    /** An array: its shape, its type, its values. */
    NPY(Damage::npy),
    /** Arrays in a zip: what one holds, or which there are. */
    NPZ((good, random) -> zip(good, random, 2)),
    /** A model file: mostly its description. */
    MODEL((good, random) -> zip(good, random, 5)),
    /** A graph in HDF5: its bytes, or {@link NirDamage}. */
    NIR((good, random) -> random.nextInt(3) == 0 ? bytes(good, random) : NirDamage.of(good, random)),
    /** An image: its bytes, or {@link PngDamage}. */
    PNG((good, random) -> random.nextInt(4) == 0 ? bytes(good, random) : PngDamage.of(good, random)),
    /** Lines that each have a check: {@link SealedDamage}. */
    SEALED((good, random) -> random.nextInt(3) == 0 ? TextDamage.of(good, random) : SealedDamage.of(good, random)),
    /** YAML, JSON or a waveform: {@link TextDamage}. */
    TEXT((good, random) -> random.nextInt(6) == 0 ? bytes(good, random) : TextDamage.of(good, random));

    private static final String DESCRIPTION = "model.npy";
    private static final long[] SIZES = {0, 1, -1, 127, 255, 256, 65_535, Short.MIN_VALUE, Integer.MAX_VALUE,
            Integer.MIN_VALUE, 1L << 31, 1L << 32, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final double[] REALS = {0, -0.0, 1e308, -1e308, Double.MIN_VALUE, 1e-320, Double.MIN_NORMAL,
            Double.NaN,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0x1p62, -0x1p63, 1e18, 1e-18, 1e154, 1e-154};
    private static final List<String> SHAPES = List.of("(4294967296, 4294967296)", "(2147483647,)", "(0, 4, 16)", "()",
            "(-1, 4, 16)", "(99999999999999999999999999, 4, 16)", "(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)", "(2, 4, 16",
            "(65536, 65536, 65536, 65536)", "(1000000000, 4, 16)", "[2, 4, 16]", "(2.0, 4, 16)", "(2, 4, '16')",
            "(2, 4, 0)", "(2,, 4)", "None", "(True, 4, 16)", "(0x2, 4, 16)", "(2, 4, 16, )", "128", "(128,)",
            "(1, 128)");
    private static final List<String> TYPES = List.of("|u1", "|i1", "<i2", ">i2", "<i4", "<i8", ">i8", "<f2", "<f4",
            "<f8", ">f8", "|b1", "<c16", "|O", "|S1", "<U1", "<u8", "|V8", "", "<f16", "<i3", "f8", "[('a', '<i4')]",
            "\\x1b", "<m8[s]");

    // A lambda without state, which the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Way way;

    Damage(Way way) {
        this.way = way;
    }

    /** Makes a damaged copy. */
    @FunctionalInterface
    private interface Way {
        byte[] of(byte[] good, Random random) throws IOException;
    }

    /** A damaged copy. */
    byte[] of(byte[] good, Random random) throws IOException {
        return way.of(good, random);
    }

    static byte[] bytes(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(9)) {
            case 0 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> bytes = Arrays.copyOf(bytes, at);
            case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), (byte) 0xFF);
            case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)), (byte) 0);
            case 4 -> {
                bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
                System.arraycopy(good, at, bytes, good.length, Math.min(good.length - at, bytes.length - good.length));
            }
            case 5 -> number(bytes, at, random);
            case 6 -> number(bytes, random.nextInt(Math.min(bytes.length, 64)), random);
            case 7 -> {
                int to = random.nextInt(bytes.length);
                int length = Math.min(1 + random.nextInt(32), bytes.length - Math.max(at, to));
                System.arraycopy(good, at, bytes, to, length);
            }
            default -> {
                int early = random.nextInt(Math.min(bytes.length, 200));
                bytes[early] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    /** Overwrites 2, 4 or 8 bytes, at a multiple of their number. */
    private static void number(byte[] bytes, int near, Random random) {
        int width = 2 << random.nextInt(3);
        int at = near / width * width;
        if (at + width > bytes.length) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes)
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long size = size(random);
        switch (width) {
            case 2 -> buffer.putShort(at, (short) size);
            case 4 -> buffer.putInt(at, (int) size);
            default -> buffer.putLong(at, size);
        }
    }

    static byte[] npy(byte[] good, Random random) {
        if (good.length < 12 || random.nextInt(6) == 0) {
            return good.length == 0 ? good : bytes(good, random);
        }
        int start = 10 + ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        if (start > good.length || start < 10) {
            return bytes(good, random);
        }
        String header = new String(good, 10, start - 10, StandardCharsets.ISO_8859_1);
        byte[] data = Arrays.copyOfRange(good, start, good.length);
        switch (random.nextInt(6)) {
            case 0, 1 -> header = header.replaceFirst("\\([^)]*\\)", of(SHAPES, random));
            case 2 -> header = header.replaceFirst("'[<>|][^']*'", "'" + of(TYPES, random) + "'");
            case 3 -> header = new String(TextDamage.of(header.getBytes(StandardCharsets.ISO_8859_1), random),
                    StandardCharsets.ISO_8859_1);
            default -> {
                for (int i = random.nextInt(3); i >= 0 && data.length >= 8; i--) {
                    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putDouble(
                            random.nextInt(data.length / 8) * 8, real(random));
                }
            }
        }
        return npy(header, data);
    }

    /** An array file of this header and data. */
    static byte[] npy(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        int length = Math.min(text.length, 65_535);
        ByteBuffer bytes = ByteBuffer.allocate(10 + length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
        return bytes.put(text, 0, length).put(data).array();
    }

    /** One of the model's description, of every {@code of} damages all but one. */
    private static byte[] zip(byte[] good, Random random, int of) throws IOException {
        if (random.nextInt(8) == 0) {
            return bytes(good, random);
        }
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(good))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                contents.add(zip.readAllBytes());
            }
        }
        int description = names.indexOf(DESCRIPTION);
        int at = random.nextInt(names.size());
        if (description >= 0 && random.nextInt(of) > 1) {
            contents.set(description, description(contents.get(description), random));
        } else {
            switch (random.nextInt(8)) {
                case 0 -> {
                    names.remove(at);
                    contents.remove(at);
                }
                case 1 -> {
                    names.add(names.get(at));
                    contents.add(contents.get(random.nextInt(contents.size())));
                }
                case 2 -> names.set(at, names.get(random.nextInt(names.size())));
                case 3 -> names.set(at, of(TextDamage.NAMES, random));
                case 4 -> Collections.swap(contents, at, random.nextInt(contents.size()));
                default -> contents.set(at, npy(contents.get(at), random));
            }
        }
        return zip(names, contents, random);
    }

    /** The same text in JSON, harmed, as an array of the right length. */
    private static byte[] description(byte[] npy, Random random) {
        int start = 10 + ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        byte[] json = TextDamage.of(Arrays.copyOfRange(npy, start, npy.length), random);
        return npy("{'descr': '|u1', 'fortran_order': False, 'shape': (" + json.length + ",), }", json);
    }

    private static byte[] zip(List<String> names, List<byte[]> contents, Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean stored = random.nextBoolean();
        List<String> written = new ArrayList<>();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < names.size(); i++) {
                // Java's writer refuses the same name twice: it becomes another of the same length, patched below.
                boolean again = written.contains(names.get(i));
                String name = again ? "\1" + names.get(i).substring(1) : names.get(i);
                if (written.contains(name)) {
                    continue;
                }
                written.add(name);
                ZipEntry entry = new ZipEntry(name);
                if (stored) {
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(contents.get(i).length);
                    CRC32 sum = new CRC32();
                    sum.update(contents.get(i));
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(contents.get(i));
                zip.closeEntry();
            }
        }
        return patched(bytes.toByteArray(), written);
    }

    private static byte[] patched(byte[] zip, List<String> written) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        for (String name : written) {
            if (name.startsWith("\1")) {
                String original = written.stream()
                        .filter(other -> !other.equals(name) && other.endsWith(name.substring(1))).findFirst()
                        .orElse(name);
                text = text.replace(name, original.length() == name.length() ? original : name);
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A number at the ends of what a double holds. */
    static double real(Random random) {
        return REALS[random.nextInt(REALS.length)];
    }

    /** A whole number that is no size. */
    static long size(Random random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    static <T> T of(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
