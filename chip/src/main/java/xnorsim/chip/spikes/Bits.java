package xnorsim.chip.spikes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Moves runs of bits between arrays of 64-bit words; bit j is bit j mod 64 of word j / 64. */
public final class Bits {

    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private Bits() {}

    /** Number of longs for a number of bits. */
    public static int words(int bits) {
        return (bits + 63) >> 6;
    }

    /**
     * ORs the first {@code bits} bits from word {@code fromWord} on into {@code to} at bit {@code at}. Bits after the
     * run in the source's last word must be 0.
     */
    public static void or(long[] from, int fromWord, int bits, long[] to, int at) {
        int shift = at & 63;
        int target = at >> 6;
        int count = words(bits);
        if (shift == 0) {
            for (int k = 0; k < count; k++) {
                to[target + k] |= from[fromWord + k];
            }
            return;
        }
        for (int k = 0; k < count; k++) {
            long word = from[fromWord + k];
            to[target + k] |= word << shift;
            long carried = word >>> (64 - shift);
            if (carried != 0) {
                to[target + k + 1] |= carried;
            }
        }
    }

    /**
     * Copies {@code bits} bits from bit {@code at} of {@code from} to the start of {@code to}; the rest of its last
     * word is 0.
     */
    public static void slice(long[] from, int at, int bits, long[] to) {
        int shift = at & 63;
        int source = at >> 6;
        int count = words(bits);
        for (int k = 0; k < count; k++) {
            long word = from[source + k] >>> shift;
            if (shift != 0 && source + k + 1 < from.length) {
                word |= from[source + k + 1] << (64 - shift);
            }
            to[k] = word;
        }
        int tail = bits & 63;
        if (tail != 0) {
            to[count - 1] &= -1L >>> (64 - tail);
        }
    }

    /** The {@code bits} bits (1 to 64) from bit {@code at} on; the others are 0. */
    static long get(long[] from, int at, int bits) {
        int shift = at & 63;
        long word = from[at >> 6] >>> shift;
        if (shift + bits > 64) {
            word |= from[(at >> 6) + 1] << (64 - shift);
        }
        return word & (-1L >>> (64 - bits));
    }

    /** ORs a word in from bit {@code at} on. */
    static void put(long[] to, int at, long word) {
        int shift = at & 63;
        to[at >> 6] |= word << shift;
        if (shift != 0 && word >>> (64 - shift) != 0) {
            to[(at >> 6) + 1] |= word >>> (64 - shift);
        }
    }

    /** Number of ones. */
    public static int ones(long[] words) {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** Writes {@code bits} bits as bytes of 0 and 1 from {@code at} on. */
    public static void toBytes(long[] from, int bits, byte[] to, int at) {
        int i = 0;
        for (; i <= bits - 8; i += 8) {
            long eight = Long.expand(from[i >> 6] >>> i & 0xFF, 0x0101_0101_0101_0101L);
            EIGHT_BYTES.set(to, at + i, eight);
        }
        for (; i < bits; i++) {
            to[at + i] = (byte) (from[i >> 6] >>> i & 1);
        }
    }

    /**
     * Writes {@code bits} bits, given as bytes of 0 and 1 from {@code at} on, to the words from {@code toWord} on, the
     * rest of whose last one becomes 0.
     */
    public static void fromBytes(byte[] from, int at, int bits, long[] to, int toWord) {
        Arrays.fill(to, toWord, toWord + words(bits), 0);
        int i = 0;
        for (; i <= bits - 8; i += 8) {
            long eight = Long.compress((long) EIGHT_BYTES.get(from, at + i), 0x0101_0101_0101_0101L);
            to[toWord + (i >> 6)] |= eight << i;
        }
        for (; i < bits; i++) {
            to[toWord + (i >> 6)] |= (long) from[at + i] << i;
        }
    }
}
