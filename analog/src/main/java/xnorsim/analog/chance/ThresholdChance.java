package xnorsim.analog.chance;

import java.util.Arrays;
import xnorsim.chip.replay.Decision;

/**
 * Probability that a unit fires at a given sum: its threshold deviates by a normal draw, is rounded to the fixed point
 * and is never below 0. As the threshold without deviation is a whole number of units, only whole distances occur, and
 * their chances are kept. Not to be shared between threads.
 */
public final class ThresholdChance {

    private static final int MAX_KEPT = 1 << 18;

    private final double sigma;
    private double[] kept = {};
    private int most;
    private int shift = -1;

    /** Of thresholds with this spread, in levels. */
    public ThresholdChance(double sigma) {
        this.sigma = sigma;
    }

    /** Distance in levels beyond which the decision is certain. */
    double reach() {
        return AnalogValue.FAR * sigma;
    }

    /** Probability of the opposite decision of {@code fires} at a sum in levels. */
    public double otherThan(boolean fires, double sum, Decision d) {
        double distance = Math.scalb(sum, d.shift()) - d.needed();
        if (sigma == 0) {
            return distance > 0 == fires ? 0 : 1;
        }
        if (distance + d.threshold() <= 0) {
            return fires ? 1 : 0;
        }
        // Fires where the rounded deviation is at most distance - 1: distance is a whole number.
        return below(fires ? 0.5 - distance : distance - 0.5, d.shift());
    }

    /** Probability of a deviation below a number of units, an odd multiple of one half. */
    private double below(double units, int unitShift) {
        if (shift != unitShift) {
            shift = unitShift;
            most = (int) Math.min(MAX_KEPT, Math.ceil(Math.scalb(reach(), shift)) + 1);
            kept = new double[2 * most];
            Arrays.fill(kept, Double.NaN);
        }
        double at = units + 0.5 + most;
        if (at < 0 || at >= kept.length) {
            return NormalTable.cumulative(Math.scalb(units, -shift) / sigma);
        }
        int index = (int) at;
        if (Double.isNaN(kept[index])) {
            kept[index] = NormalTable.cumulative(Math.scalb(units, -shift) / sigma);
        }
        return kept[index];
    }
}
