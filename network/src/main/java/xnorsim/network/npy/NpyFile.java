package xnorsim.network.npy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;

/**
 * One array in a file: magic {@code \x93NUMPY}, version, header, elements. Reads versions 1 to 3, both byte orders and
 * both element orders; writes version 1, little endian, C order, as NumPy does.
 */
public final class NpyFile {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Longest header accepted; NumPy's own limit for untrusted files is 10,000 characters. */
    private static final int LONGEST_HEADER = 1 << 16;
    /** 384 MiB of elements; converting them may take as much memory again. */
    static final FileKind KIND = new FileKind("a NumPy array", (384 << 20) + LONGEST_HEADER);

    private NpyFile() {}

    /**
     * Reads a file.
     *
     * @throws InputException if it is missing, no regular file, no {@code .npy} file, truncated, followed by other
     *         bytes, or of a type that is not supported
     */
    public static NpyArray read(Path file) {
        long size = KIND.size(file);
        try (InputStream in = new BufferedInputStream(KIND.open(file))) {
            return read(file.toString(), in, size);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /** Writes or replaces a file, whole or not at all. */
    public static void write(Path file, NpyArray array) {
        ReplacedFile.write(file, out -> write(out, array));
    }

    /** Bytes of an array as it is written. */
    static long size(NpyArray array) {
        return (long) NpyHeader.bytes(array.type(), array.shape()).length + array.data().length;
    }

    static void write(OutputStream out, NpyArray array) throws IOException {
        out.write(NpyHeader.bytes(array.type(), array.shape()));
        out.write(array.data());
    }

    /** Reads one array that makes up the whole of a stream of {@code size} bytes. */
    static NpyArray read(String origin, InputStream in, long size) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (Arrays.equals(start, Arrays.copyOf(MAGIC, start.length)) && start.length <= MAGIC.length) {
            throw truncated(origin, start.length, MAGIC.length + 2, "start");
        }
        if (!Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
            throw new InputException(origin + ": is not an .npy array, expected the bytes \\x93NUMPY at its start");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw InputException.wrongValue(origin, "the version of the .npy format", version, "1, 2 or 3");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        int length = littleEndian(origin, in.readNBytes(lengthBytes), lengthBytes);
        byte[] text = in.readNBytes(length);
        if (text.length < length) {
            throw truncated(origin, text.length, length, "header");
        }
        NpyHeader header = NpyHeader.parse(origin,
                new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        long present = size - MAGIC.length - 2 - lengthBytes - length;
        if (present < header.dataBytes()) {
            throw truncated(origin, present, header.dataBytes(), "elements, shape " + NpyArray.text(header.shape()));
        }
        if (present > header.dataBytes()) {
            throw InputException.wrongValue(origin, "the number of bytes after the header", present,
                    header.dataBytes() + " for shape " + NpyArray.text(header.shape()) + " and dtype "
                            + header.type());
        }
        long held = Runtime.getRuntime().maxMemory();
        if (3L * header.dataBytes() > held) {
            throw InputException.wrongValue(origin, "the number of bytes of its elements", header.dataBytes(),
                    "at most a third of the memory, " + held / 3
                            + "; XNORSIM_JAVA_OPTS=-Xmx8g, for example, allows more");
        }
        byte[] data = new byte[header.dataBytes()];
        int read = in.readNBytes(data, 0, data.length);
        if (read < data.length) {
            throw truncated(origin, read, data.length, "elements");
        }
        return new NpyArray(origin, header.type(), header.shape(), ordered(header, data));
    }

    private static InputException truncated(String origin, long present, int expected, String what) {
        return new InputException(
                origin + ": is truncated, it has " + present + " of the " + expected + " bytes of its " + what);
    }

    private static int littleEndian(String origin, byte[] bytes, int expected) {
        if (bytes.length < expected) {
            throw truncated(origin, bytes.length, expected, "header length");
        }
        long value = 0;
        for (int i = expected - 1; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedInt(bytes[i]);
        }
        if (value > LONGEST_HEADER) {
            throw InputException.wrongValue(origin, "the length of the header", value, "at most " + LONGEST_HEADER);
        }
        return (int) value;
    }

    /** The elements in little endian and C order. */
    private static byte[] ordered(NpyHeader header, byte[] data) {
        int bytes = header.type().bytes();
        if (header.bigEndian() && bytes > 1) {
            for (int start = 0; start < data.length; start += bytes) {
                for (int i = 0; i < bytes / 2; i++) {
                    byte swapped = data[start + i];
                    data[start + i] = data[start + bytes - 1 - i];
                    data[start + bytes - 1 - i] = swapped;
                }
            }
        }
        return header.fortranOrder() && header.shape().length > 1
                ? fromFortranOrder(header.shape(), bytes, data)
                : data;
    }

    /** Steps through the elements in C order and picks each from its place in Fortran order. */
    private static byte[] fromFortranOrder(int[] shape, int bytes, byte[] data) {
        byte[] result = new byte[data.length];
        int[] strides = new int[shape.length];
        int stride = bytes;
        for (int i = 0; i < shape.length; i++) {
            strides[i] = stride;
            stride *= shape[i];
        }
        int[] indices = new int[shape.length];
        int source = 0;
        for (int target = 0; target < data.length; target += bytes) {
            System.arraycopy(data, source, result, target, bytes);
            for (int i = shape.length - 1; i >= 0; i--) {
                source += strides[i];
                if (++indices[i] < shape[i]) {
                    break;
                }
                source -= strides[i] * shape[i];
                indices[i] = 0;
            }
        }
        return result;
    }
}
