package xnorsim.trace.vcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Formats parts of a VCD file into a byte buffer and passes full buffers to a file. Allocates nothing. */
final class VcdText {

    /** First character of all lines except those of single bits and real numbers. */
    static final byte LINE_START = 'b';

    /** Maximum reservation. */
    static final int MAX_RESERVED = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final long EIGHT_DIGITS = 100_000_000;
    private static final long ZEROS = 0x3030_3030_3030_3030L;
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

    private final DumpFile file;
    private final byte[] bytes;
    private final int room;
    private final StringBuilder real = new StringBuilder(32);
    private int length;

    /** Creates a buffer for at least one change of a vector of {@code mostBits} bits. */
    VcdText(DumpFile file, int mostBits) {
        this.file = file;
        this.room = mostBits + 128;
        this.bytes = new byte[Math.max(BUFFER_BYTES, 2 * room)];
    }

    /**
     * The identifier of variable {@code index} as ASCII bytes, the first character lowest: base 94 over ! to ~ with the
     * least significant digit first and no zero, which viewers can convert back to a dense index.
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

    /** Ensures that the next change fits. */
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

    /** At most eight characters, the first one in the lowest byte. */
    void packed(long text, int count) {
        EIGHT_BYTES.set(bytes, length, text);
        length += count;
    }

    /**
     * The buffer for lines from {@link #length} on, with room for {@code count} more bytes, at most {@link
     * #MAX_RESERVED}.
     */
    byte[] reserve(int count) {
        if (length > bytes.length - count) {
            flush();
        }
        return bytes;
    }

    /** Number of bytes not yet passed to the file. */
    int length() {
        return length;
    }

    /** Whether that many bytes fit into the empty buffer, with the maximum reservation after them. */
    boolean holds(long count) {
        return count <= bytes.length - Math.max(room, MAX_RESERVED);
    }

    /** Sets the end of the lines put into {@link #reserve}. */
    void advance(int newLength) {
        length = newLength;
    }

    /** Start of the lines put with {@link #line} into {@link #reserve}. */
    int startLines() {
        bytes[length] = LINE_START;
        return length;
    }

    /**
     * Writes a line at {@code at}, where the b already is: the digits of {@code value} without leading zeros, then a
     * tail, whose {@code tailLength} bytes are followed by the b of the next line, which thus needs no store. The first
     * 32 digits are always written in groups of eight: their number is unpredictable, and a branch costs more than the
     * bytes; surplus digits are overwritten by the tail and what follows.
     *
     * @param lead 1 for a line that begins with the b, 0 for a single digit in its place
     * @return where the line ends
     */
    static int line(byte[] to, int at, int lead, long value, long tail, int tailLength) {
        int digits = 64 - Long.numberOfLeadingZeros(value | 1);
        long rest = value << -digits;
        int first = at + lead;
        EIGHT_BYTES.set(to, first, DIGITS[(int) (rest >>> 56)]);
        EIGHT_BYTES.set(to, first + 8, DIGITS[(int) (rest >>> 48) & 255]);
        EIGHT_BYTES.set(to, first + 16, DIGITS[(int) (rest >>> 40) & 255]);
        EIGHT_BYTES.set(to, first + 24, DIGITS[(int) (rest >>> 32) & 255]);
        for (int k = 32; k < digits; k += 8) {
            EIGHT_BYTES.set(to, first + k, DIGITS[(int) (rest >>> (56 - k)) & 255]);
        }
        EIGHT_BYTES.set(to, first + digits, tail);
        return first + digits + tailLength;
    }

    /** A time stamp: the number after #, not negative. */
    void stamp(long time) {
        begin();
        character('#');
        decimal(time);
        character('\n');
    }

    private void decimal(long number) {
        if (number < EIGHT_DIGITS) {
            long digits = eightDigits(number);
            // The last digit always stays.
            int leading = Long.numberOfTrailingZeros(digits | 1L << 56) >> 3;
            packed((digits | ZEROS) >>> (8 * leading), 8 - leading);
        } else {
            decimal(number / EIGHT_DIGITS);
            packed(eightDigits(number % EIGHT_DIGITS) | ZEROS, 8);
        }
    }

    /**
     * The digits of a number below 10^8, one per byte, the first one lowest: halves, quarters and single digits in
     * parallel.
     */
    private static long eightDigits(long number) {
        long fours = number / 10_000 | (number % 10_000) << 32;
        long hundreds = ((fours * 5243) >>> 19) & 0x7F_0000_007FL;
        long twos = hundreds | ((fours - 100 * hundreds) << 16);
        long tens = ((twos * 103) >>> 10) & 0x0F_000F_000F_000FL;
        return tens | ((twos - 10 * tens) << 8);
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

    /** Flushes the buffer to the file. */
    void flush() {
        try {
            file.write(bytes, length);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem.getMessage(), problem);
        }
        length = 0;
    }
}
