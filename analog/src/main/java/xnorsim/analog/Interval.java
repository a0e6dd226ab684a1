package xnorsim.analog;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * A Clopper-Pearson confidence interval of a probability (Biometrika 26, 1934): it covers the true value with at least
 * the requested confidence.
 *
 * @param low  lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** Of {@code hits} in {@code trials}. */
    public static Interval of(long hits, long trials, double confidence) {
        return ofSum((double) hits, trials, confidence);
    }

    /**
     * Of {@code trials} values from 0 to 1 with a known sum, possibly fractional. Such values scatter less than hits
     * and misses with the same mean.
     */
    public static Interval ofSum(double sum, long trials, double confidence) {
        if (!(sum >= 0 && sum <= trials) || trials < 1 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(sum + " of " + trials + " with confidence " + confidence);
        }
        double tail = (1 - confidence) / 2;
        double low = sum == 0 ? 0 : quantile(sum, trials - sum + 1, tail);
        double high = sum == trials ? 1 : quantile(sum + 1, trials - sum, 1 - tail);
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
