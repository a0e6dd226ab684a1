package xnorsim.network.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;

/**
 * What a channel decides by, folded without rounding: mean, threshold and reset of eq. (7) over their common
 * denominator alpha * |g|, so that no division remains,
 *
 * <pre>
 * mean      = (mu * g - b * sigma) / (alpha * |g|)
 * threshold = sigma * theta        / (alpha * |g|)
 * reset     = sigma * reset_to     / (alpha * |g|)
 * </pre>
 *
 * <p>The model's doubles stand for the numbers that they are; a BigDecimal holds their products and sums to the last
 * digit.
 *
 * @param mean        numerator of the mean
 * @param threshold   numerator of the threshold, above 0
 * @param reset       numerator of the membrane after a hard reset, 0 for a soft one
 * @param denominator above 0
 */
record FoldedExactly(BigDecimal mean, BigDecimal threshold, BigDecimal reset, BigDecimal denominator) {

    /** A channel of a layer. */
    static FoldedExactly of(SpikingLayer layer, int channel) {
        Normalization n = layer.normalization();
        BigDecimal gain = new BigDecimal(n.gain()[channel]);
        BigDecimal sigma = new BigDecimal(n.sigma()[channel]);
        BigDecimal alpha = switch (layer) {
            case FirstLayer _ -> BigDecimal.ONE;
            case BinaryLayer binary -> new BigDecimal(binary.alpha()[channel]);
        };
        return new FoldedExactly(
                new BigDecimal(n.mu()[channel]).multiply(gain)
                        .subtract(new BigDecimal(n.shift()[channel]).multiply(sigma)),
                sigma.multiply(new BigDecimal(layer.theta())),
                sigma.multiply(new BigDecimal(layer.reset().to(channel))), alpha.multiply(gain.abs()));
    }

    /** Whether doubles are these numbers, not only near them. */
    boolean equals(double otherMean, double otherThreshold, double otherReset) {
        return error(mean, otherMean) == 0 && error(threshold, otherThreshold) == 0 && error(reset, otherReset) == 0;
    }

    /** How far a double is from numerator / denominator, at most; 0 only where it is the same number. */
    double error(BigDecimal numerator, double folded) {
        if (!Double.isFinite(folded)) {
            return Double.POSITIVE_INFINITY;
        }
        BigDecimal difference = new BigDecimal(folded).multiply(denominator).subtract(numerator).abs();
        return difference.signum() == 0
                ? 0
                : Math.nextUp(difference.divide(denominator, new java.math.MathContext(20, RoundingMode.UP))
                        .doubleValue());
    }

    /**
     * The largest multiple of 2^-gridBits that does not exceed steps * mean + thresholds * threshold - resets * reset,
     * in units of 2^-gridBits.
     */
    BigInteger floor(int steps, int thresholds, int resets, int gridBits) {
        return above(steps, thresholds, resets, gridBits).divide(denominator, 0, RoundingMode.FLOOR).toBigInteger();
    }

    /** Whether that multiple equals the number. */
    boolean isOnGrid(BigInteger floor, int steps, int thresholds, int resets, int gridBits) {
        return above(steps, thresholds, resets, gridBits)
                .compareTo(denominator.multiply(new BigDecimal(floor))) == 0;
    }

    /** The number in units of 2^-gridBits, times the denominator. */
    private BigDecimal above(int steps, int thresholds, int resets, int gridBits) {
        return mean.multiply(BigDecimal.valueOf(steps)).add(threshold.multiply(BigDecimal.valueOf(thresholds)))
                .subtract(reset.multiply(BigDecimal.valueOf(resets)))
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(gridBits)));
    }
}
