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
        this.room = mostBits + 64;
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
