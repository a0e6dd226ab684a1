package xnorsim.analog;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * A confidence interval of a probability after Clopper and Pearson (Biometrika 26, 1934): it covers the true one with at
 * least the confidence asked for.
 *
 * @param low  lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** Of {@code hits} in {@code trials}. */
    public static Interval of(long hits, long trials, double confidence) {
        if (hits < 0 || hits > trials || trials < 1 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(hits + " of " + trials + " with confidence " + confidence);
        }
        double tail = (1 - confidence) / 2;
        double low = hits == 0 ? 0 : quantile((double) hits, trials - hits + 1.0, tail);
        double high = hits == trials ? 1 : quantile(hits + 1.0, (double) (trials - hits), 1 - tail);
        return new Interval(low, high);
    }

    private static double quantile(double alpha, double beta, double p) {
        return new BetaDistribution(null, alpha, beta).inverseCumulativeProbability(p);
    }

    /** Whether a probability lies within. */
    public boolean covers(double probability) {
        return probability >= low && probability <= high;
    }
}
