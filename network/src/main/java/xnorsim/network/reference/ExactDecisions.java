package xnorsim.network.reference;

import java.math.BigInteger;
import java.util.concurrent.ConcurrentHashMap;
import xnorsim.network.SpikingLayer;

/**
 * Whether neurons fire by the real-valued equations, exactly, although their membranes are kept in double.
 *
 * <p>After n steps from 0 and k spikes the exact membrane is u = S - n * mean - k * threshold, with S the sum of the
 * weighted sums, which a double holds exactly; after a hard reset it is u = reset + S - n * mean, of the n steps since.
 * What a double has for u is off by
 *
 * <ul>
 * <li>the errors of the folded numbers themselves, dm, dth and dr, which are known: n * dm + k * dth + dr, and dth once
 * more in the comparison;
 * <li>three roundings a step, each of at most e = 2^-53 of a number below 2 * V, V = (T + 1) * (largest |sum| + |mean|)
 * + |reset|: no membrane exceeds V by more than its error, as a soft reset takes a membrane above the threshold no
 * lower than 0.
 * </ul>
 *
 * <p>So (T + 1) * (dm + dth + 8 * e * V) + dr bounds the error; twice that covers the roundings of the bound itself. A
 * double that is further from the threshold decides. One that is nearer says nothing, and S is compared with the floor
 * of the exact right side, which is kept: few sums come so near, but they come again and again.
 */
final class ExactDecisions {
    private static final double UNIT_ROUNDOFF = 0x1p-53;
    /** A neuron whose double always decides. */
    private static final double NEVER_IN_DOUBT = -1;
    /** Above any sum, in units of the grid. */
    private static final BigInteger FAR = BigInteger.ONE.shiftLeft(Double.PRECISION);
    private static final int MAX_KEPT = 1 << 17;

    private final FoldedExactly[] folded;
    private final double[] doubt;
    private final int gridBits;
    /** Whether a membrane that equals its threshold fires. */
    private final boolean firesAt;
    private final ConcurrentHashMap<Long, Double> floors = new ConcurrentHashMap<>();

    /**
     * A layer's decisions.
     *
     * @param mean      eq. (7)'s mean of every channel, folded in double; likewise threshold and reset
     * @param largest   largest magnitude of a channel's weighted sum in a step
     * @param gridBits  sums are multiples of 2^-gridBits
     * @param timeSteps T
     */
    ExactDecisions(SpikingLayer layer, double[] mean, double[] threshold, double[] reset, double[] largest,
            int gridBits, int timeSteps) {
        this.gridBits = gridBits;
        this.firesAt = layer.dynamics().firesAtThreshold();
        this.folded = new FoldedExactly[mean.length];
        this.doubt = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            folded[c] = FoldedExactly.of(layer, c);
            doubt[c] = doubt(folded[c], mean[c], threshold[c], reset[c], largest[c], timeSteps);
        }
    }

    private double doubt(FoldedExactly exact, double mean, double threshold, double reset, double largest,
            int timeSteps) {
        double most = (timeSteps + 1.0) * (largest + Math.abs(mean)) + Math.abs(reset);
        double ofMean = exact.error(exact.mean(), mean);
        double ofThreshold = exact.error(exact.threshold(), threshold);
        double ofReset = exact.error(exact.reset(), reset);
        boolean neverFires = threshold - ofThreshold > 4 * most;
        if (!(most < Double.MAX_VALUE / 16) || ofMean > most || ofReset > most
                || (ofThreshold > most && !neverFires)) {
            return Double.POSITIVE_INFINITY;
        }
        boolean isExact = ofMean == 0 && ofThreshold == 0 && ofReset == 0;
        if (neverFires || (isExact && fits(most, threshold, Math.min(lowestBit(mean), lowestBit(reset))))) {
            return NEVER_IN_DOUBT;
        }
        return 2 * ((timeSteps + 1.0) * (ofMean + ofThreshold + 8 * UNIT_ROUNDOFF * most) + ofReset);
    }

    /** Whether all membranes are multiples of one power of two that 53 bits hold. */
    private boolean fits(double most, double threshold, int lowest) {
        int unit = Math.min(Math.min(lowest, lowestBit(threshold)), -gridBits);
        return unit > Double.MIN_EXPONENT && 2 * most + threshold < Math.scalb(1.0, Double.PRECISION + unit);
    }

    /** The exponent of a double's lowest bit that is set. */
    private static int lowestBit(double value) {
        if (value == 0) {
            return Double.MAX_EXPONENT;
        }
        long leading = 1L << (Double.PRECISION - 1);
        long bits = Double.doubleToRawLongBits(value) & (leading - 1);
        long mantissa = Math.abs(value) >= Double.MIN_NORMAL ? bits | leading : bits;
        return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - (Double.PRECISION - 1)
                + Long.numberOfTrailingZeros(mantissa);
    }

    /** How near its threshold a channel's double must be to say nothing. */
    double doubt(int channel) {
        return doubt[channel];
    }

    /**
     * Whether a neuron fires, without any rounding.
     *
     * @param sum     S, of the steps since the start or the last hard reset
     * @param steps   so many
     * @param spikes  spikes since then, each subtracting the threshold
     * @param resets  1 after a hard reset, else 0
     */
    boolean fires(int channel, double sum, int steps, int spikes, int resets) {
        long key = ((((((long) channel << 16) | steps) << 16) | spikes) << 1) | resets;
        Double kept = floors.get(key);
        double floor = kept == null ? floor(channel, steps, spikes, resets) : kept;
        if (kept == null && floors.size() < MAX_KEPT) {
            floors.put(key, floor);
        }
        return sum > floor;
    }

    /** The largest sum that does not fire. */
    private double floor(int channel, int steps, int spikes, int resets) {
        BigInteger largest = folded[channel].floor(steps, spikes + 1, resets, gridBits);
        if (firesAt && folded[channel].isOnGrid(largest, steps, spikes + 1, resets, gridBits)) {
            largest = largest.subtract(BigInteger.ONE);
        }
        return Math.scalb(largest.max(FAR.negate()).min(FAR).doubleValue(), -gridBits);
    }
}
