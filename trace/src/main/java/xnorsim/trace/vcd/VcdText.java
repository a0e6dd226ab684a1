package xnorsim.trace.vcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Formats the pieces of a VCD file into a buffer of bytes and hands full buffers to a file. Allocates nothing. */
final class VcdText {

    /** What all lines begin with but those of single bits and of real numbers. */
    static final byte LINE_START = 'b';

    /** Most that is ever reserved at once. */
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

    /** Makes a buffer that holds at least one change of a vector of {@code mostBits} bits. */
    VcdText(DumpFile file, int mostBits) {
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

    /**
     * Where lines may be put, from {@link #length} on: there is room for {@code count} more bytes, at most
     * {@link #MAX_RESERVED}.
     */
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

    /** Whether so many bytes fit into the empty buffer, whatever is reserved behind them. */
    boolean holds(long count) {
        return count <= bytes.length - Math.max(room, MAX_RESERVED);
    }

    /** Says where the lines put into {@link #reserve} end. */
    void advance(int newLength) {
        length = newLength;
    }

    /** Where lines begin that are put with {@link #line} into {@link #reserve}. */
    int startLines() {
        bytes[length] = LINE_START;
        return length;
    }

    /**
     * Puts a line at {@code at}, where a b stands already: the digits of {@code value} without leading zeros and a
     * tail, behind whose {@code tailLength} bytes comes the b of the next line, so that no store is needed for it. The
     * first 32 digits go in eights, whether they are there or not: how many there are is hard to foresee, and a branch
     * costs more than the bytes; what is too many is overwritten by the tail and by what follows.
     *
     * @param lead 1 for a line that begins with the b, 0 for a single digit over it
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
            // The last digit stays, whatever it is.
            int leading = Long.numberOfTrailingZeros(digits | 1L << 56) >> 3;
            packed((digits | ZEROS) >>> (8 * leading), 8 - leading);
        } else {
            decimal(number / EIGHT_DIGITS);
            packed(eightDigits(number % EIGHT_DIGITS) | ZEROS, 8);
        }
    }

    /**
     * The digits of a number below 10^8, one a byte, the first one lowest: halves, quarters and single digits side by
     * side.
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
