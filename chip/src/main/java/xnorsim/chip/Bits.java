package xnorsim.chip;

/** Moves runs of bits between arrays of 64-bit words; bit j is bit j mod 64 of word j / 64. */
final class Bits {

    private Bits() {}

    static int words(int bits) {
        return (bits + 63) >> 6;
    }

    /**
     * ORs the first {@code bits} bits from word {@code fromWord} on into {@code to} at bit {@code at}. Bits beyond the
     * run in the source's last word must be 0.
     */
    static void or(long[] from, int fromWord, int bits, long[] to, int at) {
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

    /** Copies {@code bits} bits from bit {@code at} of {@code from} to the start of {@code to}; the rest of its last word is 0. */
    static void slice(long[] from, int at, int bits, long[] to) {
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
}
