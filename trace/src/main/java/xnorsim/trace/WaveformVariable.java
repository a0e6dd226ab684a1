package xnorsim.trace;

/**
 * A variable of a waveform.
 *
 * @param number 0, 1, ... in the order of declaration
 * @param name   without its scopes
 * @param width  bits, 64 for a real number
 * @param format how its bits are to be read
 * @param ranged whether it is declared with the range [width-1:0]
 * @param word   where its value begins in the array of all values: {@link #words()} words of 64 bits, the lowest first,
 *               with zeros above the width; the number itself for a value of one word
 */
public record WaveformVariable(int number, String name, int width, Format format, boolean ranged, int word) {
    /** How the bits of a value are to be read. */
    public enum Format {
        /** Bits, or a number without sign. */
        BITS,
        /** A number in two's complement. */
        SIGNED,
        /** A double, as its 64 bits. */
        REAL
    }

    /** Number of words of its value. */
    public int words() {
        return (width + 63) / 64;
    }

    /** The range after its name, or nothing. */
    public String range() {
        return ranged ? "[" + (width - 1) + ":0]" : "";
    }
}
