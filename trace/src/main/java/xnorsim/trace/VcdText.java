package xnorsim.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Formats the pieces of a VCD file into a buffer of bytes and hands full buffers to a file. Allocates nothing. */
final class VcdText {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    /** Each byte as eight ASCII digits, the highest bit in the lowest byte. */
    private static final long[] DIGITS = new long[256];

    static {
        Arrays.setAll(DIGITS, value -> {
            long digits = 0;
            for (int bit = 0; bit < 8; bit++) {
                digits = digits << 8 | '0' + (value >> bit & 1);
            }
            return digits;
        });
    }

    private final PendingFile file;
    private final byte[] bytes;
    private final int room;
    private final StringBuilder real = new StringBuilder(32);
    private int length;

    /** Makes a buffer that holds at least one change of a vector of {@code mostBits} bits. */
    VcdText(PendingFile file, int mostBits) {
        this.file = file;
        this.room = mostBits + 128;
        this.bytes = new byte[Math.max(BUFFER_BYTES, 2 * room)];
    }

    /**
     * The identifier of variable {@code index} as ASCII bytes, the first character lowest: base 94 over ! to ~ with the
     * least significant digit first and no zero, which viewers can turn back into a dense index.
     */
    static long identifier(int index) {
        long identifier = 0;
        int shift = 0;
        for (long rest = index + 1L; rest > 0; rest = (rest - 1) / 94) {
            identifier |= ('!' + (rest - 1) % 94) << shift;
            shift += 8;
        }
        return identifier;
    }

    /** Number of bytes of a packed text of at most eight characters. */
    static int packedLength(long packed) {
        return (71 - Long.numberOfLeadingZeros(packed)) / 8;
    }

    /** Makes sure that the next change fits. */
    void begin() {
        if (length > bytes.length - room) {
            flush();
        }
    }

    void ascii(String text) {
        for (int k = 0; k < text.length(); k++) {
            if (length == bytes.length) {
                flush();
            }
            bytes[length++] = (byte) text.charAt(k);
        }
    }

    void character(char character) {
        bytes[length++] = (byte) character;
    }

    /** At most eight characters, the first one lowest. */
    void packed(long text, int count) {
        EIGHT_BYTES.set(bytes, length, text);
        length += count;
    }

    /** A whole line: b, the digits of {@code value} without leading zeros, and a packed tail. */
    void line(long value, long tail, int tailLength) {
        begin();
        length = line(bytes, length, value, 64, tail, tailLength);
    }

    /** Where lines may be put, from {@link #length} on: there is room for {@code count} more bytes, at most 64 KiB. */
    byte[] reserve(int count) {
        if (length > bytes.length - count) {
            flush();
        }
        return bytes;
    }

    /** Number of bytes that wait to be handed to the file. */
    int length() {
        return length;
    }

    /** Whether so many bytes fit into the empty buffer. */
    boolean holds(long count) {
        return count <= bytes.length - room;
    }

    /** Says where the lines put into {@link #reserve} end. */
    void advance(int newLength) {
        length = newLength;
    }

    /**
     * Puts a line {@link #line(long, long, int)} at {@code at} and says where it ends. Digits go in eights, as many as
     * {@code width} asks for and not as many as there are, since a loop of unknown length costs more than the bytes;
     * what is too many is overwritten by the tail and by what follows.
     */
    static int line(byte[] to, int at, long value, int width, long tail, int tailLength) {
        int digits = Math.max(1, 64 - Long.numberOfLeadingZeros(value));
        long rest = value << (64 - digits);
        to[at] = 'b';
        int first = at + 1;
        EIGHT_BYTES.set(to, first, DIGITS[(int) (rest >>> 56)]);
        if (width > 8) {
            EIGHT_BYTES.set(to, first + 8, DIGITS[(int) (rest >>> 48) & 255]);
            if (width > 16) {
                EIGHT_BYTES.set(to, first + 16, DIGITS[(int) (rest >>> 40) & 255]);
                EIGHT_BYTES.set(to, first + 24, DIGITS[(int) (rest >>> 32) & 255]);
                if (width > 32) {
                    for (int k = 32; k < digits; k += 8) {
                        EIGHT_BYTES.set(to, first + k, DIGITS[(int) (rest >>> (56 - k)) & 255]);
                    }
                }
            }
        }
        EIGHT_BYTES.set(to, first + digits, tail);
        return first + digits + tailLength;
    }

    /** Puts a packed line at {@code at} and says where it ends. */
    static int line(byte[] to, int at, long text, int count) {
        EIGHT_BYTES.set(to, at, text);
        return at + count;
    }

    /** A time stamp: the number after #, not negative. */
    void stamp(long time) {
        begin();
        character('#');
        int digits = 1;
        for (long rest = time / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = time;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        character('\n');
    }

    /** The lowest {@code count} bits (1..64) of a word, highest first. */
    void bits(long word, int count) {
        int below = count & ~7;
        int head = count & 7;
        if (head != 0) {
            packed(DIGITS[(int) (word >>> below) & 255] >>> (64 - 8 * head), head);
        }
        for (int shift = below - 8; shift >= 0; shift -= 8) {
            packed(DIGITS[(int) (word >>> shift) & 255], 8);
        }
    }

    /** The shortest decimal number that reads back as {@code value}. */
    void real(double value) {
        real.setLength(0);
        real.append(value);
        for (int k = 0; k < real.length(); k++) {
            character(real.charAt(k));
        }
    }

    /** Hands what was formatted to the file. */
    void flush() {
        try {
            file.write(bytes, length);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem.getMessage(), problem);
        }
        length = 0;
    }
}
