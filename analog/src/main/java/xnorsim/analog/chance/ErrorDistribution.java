package xnorsim.analog.chance;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Distribution of the error of a code, or of a sum of codes, in whole levels.
 *
 * @param lowest        error of the first probability
 * @param probabilities of this error and the following ones; not to be modified
 */
// A table that is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record ErrorDistribution(int lowest, double[] probabilities) {

    /** Without any error. */
    public static final ErrorDistribution NONE = new ErrorDistribution(0, new double[]{1});

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final double NEGLIGIBLE = 1e-20;

    /** Probability of an error. */
    public double at(int error) {
        int index = error - lowest;
        return index < 0 || index >= probabilities.length ? 0 : probabilities[index];
    }

    /** Probability of any error. */
    public double wrong() {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += lowest + i == 0 ? 0 : probabilities[i];
        }
        return Math.min(1, sum);
    }

    /** Mean of the error. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += (lowest + i) * probabilities[i];
        }
        return sum;
    }

    /** Of the sum with an independent error. */
    public ErrorDistribution plus(ErrorDistribution other) {
        double[] sum = new double[probabilities.length + other.probabilities.length - 1];
        for (int i = 0; i < probabilities.length; i++) {
            for (int j = 0; j < other.probabilities.length; j++) {
                sum[i + j] += probabilities[i] * other.probabilities[j];
            }
        }
        return new ErrorDistribution(lowest + other.lowest, sum).trimmed();
    }

    /** Of the sum of a number of independent errors like this one. */
    public ErrorDistribution times(int many) {
        ErrorDistribution power = this;
        ErrorDistribution product = NONE;
        for (int rest = many; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                product = product.plus(power);
            }
            if (rest > 1) {
                power = power.plus(power);
            }
        }
        return product;
    }

    /** With a probability this one, else the other one. */
    public ErrorDistribution or(double probability, ErrorDistribution other) {
        int low = Math.min(lowest, other.lowest);
        int high = Math.max(lowest + probabilities.length, other.lowest + other.probabilities.length);
        double[] both = new double[high - low];
        for (int i = 0; i < both.length; i++) {
            both[i] = probability * at(low + i) + (1 - probability) * other.at(low + i);
        }
        return new ErrorDistribution(low, both);
    }

    /**
     * Probability that the error makes a decision wrong.
     *
     * @param distance       membrane + dot - bias - threshold in levels, without error: above 0 the unit fires
     * @param thresholdSigma spread of the threshold, levels
     */
    public double wrongDecision(double distance, double thresholdSigma) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double moved = distance + lowest + i;
            double towards = distance > 0 ? -moved : moved;
            sum += probabilities[i]
                    * (thresholdSigma == 0
                            ? (moved > 0) == (distance > 0) ? 0 : 1
                            : NORMAL.cumulativeProbability(towards / thresholdSigma));
        }
        return sum;
    }

    /** Probability of a larger value. */
    double above(double value) {
        double sum = 0;
        for (int i = probabilities.length - 1; i >= 0 && lowest + i > value; i--) {
            sum += probabilities[i];
        }
        return Math.min(1, sum);
    }

    /**
     * Probability of a value of at most {@code value}, with the relative accuracy of {@link #above} for small values.
     */
    double atMost(double value) {
        double sum = 0;
        for (int i = 0; i < probabilities.length && lowest + i <= value; i++) {
            sum += probabilities[i];
        }
        return Math.min(1, sum);
    }

    /** Mean magnitude of the difference between the error and a normal deviation of the threshold. */
    public double meanMagnitude(double thresholdSigma) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i] * foldedMean(lowest + i, thresholdSigma);
        }
        return sum;
    }

    /** Mean magnitude of a normal number. */
    static double foldedMean(double mean, double sigma) {
        if (sigma == 0) {
            return Math.abs(mean);
        }
        double z = mean / sigma;
        return 2 * sigma * NORMAL.density(z) + mean * (1 - 2 * NORMAL.cumulativeProbability(-z));
    }

    /** Without its tails, each of total probability below {@code lost}. */
    ErrorDistribution without(double lost) {
        int from = 0;
        int to = probabilities.length;
        double sum = probabilities[0];
        while (to - from > 1 && sum < lost) {
            from++;
            sum += probabilities[from];
        }
        sum = probabilities[to - 1];
        while (to - from > 1 && sum < lost) {
            to--;
            sum += probabilities[to - 1];
        }
        return from == 0 && to == probabilities.length
                ? this
                : new ErrorDistribution(lowest + from, Arrays.copyOfRange(probabilities, from, to));
    }

    private ErrorDistribution trimmed() {
        int from = 0;
        int to = probabilities.length;
        while (to - from > 1 && probabilities[from] < NEGLIGIBLE) {
            from++;
        }
        while (to - from > 1 && probabilities[to - 1] < NEGLIGIBLE) {
            to--;
        }
        return from == 0 && to == probabilities.length
                ? this
                : new ErrorDistribution(lowest + from, Arrays.copyOfRange(probabilities, from, to));
    }
}
