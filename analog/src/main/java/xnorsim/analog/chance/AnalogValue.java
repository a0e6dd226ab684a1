package xnorsim.analog.chance;

import org.apache.commons.math3.distribution.NormalDistribution;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;

/**
 * Distribution of a row's value before its converter, offset included, over chips and samplings, without faults, in
 * levels.
 *
 * <p>With y_j = g (D a_j + b_j) of cell j, a and b what it puts on the row in the two slots (1 where it agrees; with a
 * current cell 1 / (r - 1) more for what flows at G_off), the value of a charge row is at most t exactly where sum (y_j
 * - tau)(1 + s z_j) is not positive, tau = (t - shift) / M: a ratio of two normal sums, but a question about one. So
 * cells count with the variance s^2 sum (y_j - tau)^2 at t; for k of M cells and t = k that is s^2 k (1 - k/M). Noise
 * and offset are independent of the cells and add their variances; a calibrated offset is uniform.
 */
final class AnalogValue {

    /** Standard deviations beyond which probabilities are neglected. */
    static final double FAR = 9;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final double mean;
    private final double shift;
    private final double independentVariance;
    private final double residual;
    private final double cellVariance;
    private final boolean ratio;
    private final int columns;
    private final double sum;
    private final double squares;
    private final double floor;
    private final double ceiling;

    private AnalogValue(Transfer t, double decay, CellCounts cells, double cellSigma, boolean dead) {
        Conversion c = t.readout().conversion();
        double gain = t.sampleGain();
        double first = t.slots() == 2 ? gain * decay : 0;
        double off = t.readout().cells() == CellKind.CURRENT ? 1 / (t.readout().onOffRatio() - 1) : 0;
        double counted = 0;
        double all = 0;
        double allSquares = 0;
        for (int kind = 0; kind < 8 && !dead; kind++) {
            double a = CellCounts.agrees(kind, 0) ? 1 : 0;
            double b = CellCounts.agrees(kind, 1) ? 1 : 0;
            double y = first * (a + off) + gain * (b + off);
            counted += cells.counts()[kind] * (first * a + gain * b);
            all += cells.counts()[kind] * y;
            allSquares += cells.counts()[kind] * y * y;
        }
        double one = t.sampleShift();
        shift = t.slots() == 2 ? one * decay + one : one;
        mean = counted + shift;
        double noise = t.samplingNoise();
        boolean calibrated = c.calibrationStepMv().isPresent();
        double offset = calibrated ? 0 : t.levels(c.offsetSigmaMv());
        independentVariance = noise * noise * (t.slots() == 2 ? 1 + decay * decay : 1) + offset * offset;
        residual = calibrated ? t.levels(c.calibrationStepMv().getAsDouble()) : 0;
        cellVariance = dead ? 0 : cellSigma * cellSigma;
        ratio = t.readout().cells() == CellKind.CHARGE;
        columns = t.columns();
        sum = all;
        squares = allSquares;
        floor = t.floor();
        ceiling = t.ceiling();
    }

    /** Of a row with these cells. */
    static AnalogValue of(Transfer t, long holdPs, CellCounts cells) {
        Variation v = t.readout().variation();
        return new AnalogValue(t, t.decay(holdPs), cells, v.cellSigma(), false);
    }

    /** Of a dead row, which reads 0. */
    static AnalogValue dead(Transfer t, long holdPs, CellCounts cells) {
        return new AnalogValue(t, t.decay(holdPs), cells, 0, true);
    }

    double mean() {
        return mean;
    }

    /** Standard deviation at the mean, without the residual of offset calibration. */
    double sigma() {
        return Math.sqrt(independentVariance + variance(mean));
    }

    /** Whether only faults change it. */
    boolean isCertain() {
        return independentVariance == 0 && cellVariance == 0 && residual == 0;
    }

    /** The largest deviation from the mean considered. */
    double reach() {
        double cells = Math.max(variance(mean - 1), variance(mean + 1));
        return FAR * Math.sqrt(independentVariance + 2 * cells) + residual / 2 + 1e-9;
    }

    /** Probability of a value of at most {@code t} with a shift of {@code moved} levels. */
    double atMost(double t, double moved) {
        return t >= ceiling ? 1 : t < floor ? 0 : part(t - moved - mean, t - moved);
    }

    /** Probability of a larger value, with the same relative accuracy for small values. */
    double above(double t, double moved) {
        return t >= ceiling ? 0 : t < floor ? 1 : part(mean - (t - moved), t - moved);
    }

    /** Probability that the deviation is at most {@code room}, with the variance at {@code t}. */
    private double part(double room, double t) {
        double sigma = Math.sqrt(independentVariance + variance(t));
        if (residual == 0) {
            return sigma == 0 ? room >= 0 ? 1 : 0 : NormalTable.cumulative(room / sigma);
        }
        double low = room - residual / 2;
        double high = room + residual / 2;
        if (sigma < 1e-9 * residual) {
            return Math.clamp(high / residual, 0, 1);
        }
        return Math.clamp(sigma / residual * (integral(high / sigma) - integral(low / sigma)), 0, 1);
    }

    /** Of the normal distribution function up to z. */
    private static double integral(double z) {
        return z * NormalTable.cumulative(z) + NORMAL.density(z);
    }

    private double variance(double t) {
        if (cellVariance == 0) {
            return 0;
        }
        if (!ratio) {
            return cellVariance * squares;
        }
        double tau = (t - shift) / columns;
        return cellVariance * Math.max(0, squares - 2 * tau * sum + columns * tau * tau);
    }
}
