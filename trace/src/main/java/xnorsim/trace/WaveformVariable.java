package xnorsim.trace;

/**
 * A variable of a waveform.
 *
 * @param number 0, 1, ... in the order of declaration
 * @param name   without its scopes
 * @param width  bits, 64 for a real number
 * @param format interpretation of its bits
 * @param ranged whether it is declared with the range [width-1:0]
 * @param word   index of its value in the array of all values, which is its number if all variables have at most 64
 *               bits: {@link #words()} words of 64 bits, the lowest first, with zeros above the width also for negative
 *               numbers
 */
public record WaveformVariable(int number, String name, int width, Format format, boolean ranged, int word) {
    /** Interpretation of a value's bits. */
    public enum Format {
        /** Bits, or an unsigned number. */
        BITS,
        /** A two's complement number. */
        SIGNED,
        /** A double, as its 64 bits. */
        REAL
    }

    /** Number of words of its value. */
    public int words() {
        return (width + 63) / 64;
    }

    /** The range after its name, or an empty text. */
    public String range() {
        return ranged ? "[" + (width - 1) + ":0]" : "";
    }
}
