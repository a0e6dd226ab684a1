package xnorsim.neurons;

/**
 * Fixed-point numbers of membranes. One unit of a membrane is 2^-F.
 *
 * @param fractionBits F, 0..62
 * @param shift        a dot counts 2^shift units, 0..32 and at most F: F for popcounts, F minus the weights' fraction
 *                     bits for digital sums
 * @param membraneBits U, 8..64, two's complement
 * @param overflow     what happens on overflow
 */
public record UnitFormat(int fractionBits, int shift, int membraneBits, Overflow overflow) {

    /** Checks the ranges. */
    public UnitFormat {
        if (shift < 0 || shift > 32) {
            throw new IllegalArgumentException("shift " + shift + " is not within 0..32");
        }
        if (fractionBits < shift || fractionBits > 62) {
            throw new IllegalArgumentException(
                    fractionBits + " fraction bits are not within " + shift + "..62, from the shift on");
        }
        if (membraneBits < 8 || membraneBits > 64) {
            throw new IllegalArgumentException("membrane of " + membraneBits + " bits is not within 8..64");
        }
    }

    /** Membranes that add popcounts: a dot is a whole number. */
    public static UnitFormat popcounts(int fractionBits, int membraneBits, Overflow overflow) {
        return new UnitFormat(fractionBits, fractionBits, membraneBits, overflow);
    }
}
