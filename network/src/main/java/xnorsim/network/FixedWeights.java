package xnorsim.network;

import xnorsim.base.InputException;

/**
 * Weights in signed fixed point, as the digital first and last layers hold them: value = code * 2^-fractionBits.
 *
 * @param bits width of a code in bits, 2..16, two's complement
 * @param fractionBits fraction bits, 0..32; may exceed {@code bits} when all weights are small
 * @param codes one code per weight, in the order (output channel, input channel, kernel row, kernel column); not to be
 *        modified
 */
// Arrays: up to millions of numbers, copied when the record is made; nothing compares two of these records.
@SuppressWarnings("ArrayRecordComponent")
public record FixedWeights(int bits, int fractionBits, int[] codes) {
    public static final int MAX_BITS = 16;
    public static final int MAX_FRACTION_BITS = 32;

    public FixedWeights {
        Check.inRange("weights", "weight_bits", bits, 2, MAX_BITS);
        Check.inRange("weights", "weight_fraction_bits", fractionBits, 0, MAX_FRACTION_BITS);
        codes = codes.clone();
        int most = (1 << (bits - 1)) - 1;
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < -most - 1 || codes[i] > most) {
                Check.inRange("weights", "weights[" + i + "]", codes[i], -most - 1, most);
            }
        }
    }

    /**
     * The nearest codes (half to even) of real weights, with as many fraction bits as let every weight fit.
     *
     * @throws InputException if a weight is not finite or too large for {@code bits} bits
     */
    public static FixedWeights nearest(int bits, double[] weights) {
        Check.inRange("weights", "weight_bits", bits, 2, MAX_BITS);
        Check.allFinite("weights", "weights", weights);
        double most = (1 << (bits - 1)) - 1;
        for (int fractionBits = MAX_FRACTION_BITS; fractionBits >= 0; fractionBits--) {
            int[] codes = new int[weights.length];
            boolean fits = true;
            for (int i = 0; fits && i < weights.length; i++) {
                double code = Math.rint(Math.scalb(weights[i], fractionBits));
                fits = code >= -most - 1 && code <= most;
                codes[i] = (int) code;
            }
            if (fits) {
                return new FixedWeights(bits, fractionBits, codes);
            }
        }
        throw new InputException("weights: a weight is too large for " + bits + " bits, expected less than " + most);
    }

    /** The real value of weight {@code index}; exact. */
    public double value(int index) {
        return Math.scalb((double) codes[index], -fractionBits);
    }
}
