package xnorsim.network;

import java.util.Arrays;
import xnorsim.base.InputException;

/**
 * Batch normalization of a layer's sums with fixed statistics, y = gain * (x - mu) / sigma + shift; one entry an output
 * channel.
 *
 * @param mu mean of the sums x
 * @param sigma standard deviation of the sums, above 0; what training adds to the variance (eps) is already contained
 * @param gain factor, not 0; may be negative
 * @param shift summand
 */
// Arrays: up to millions of numbers, copied when the record is made; nothing compares two of these records.
@SuppressWarnings("ArrayRecordComponent")
public record Normalization(double[] mu, double[] sigma, double[] gain, double[] shift) {
    public Normalization {
        String where = "normalization";
        mu = Check.allFinite(where, "mu", mu.clone());
        sigma = Check.allPositive(where, "sigma", sigma.clone());
        gain = Check.allFinite(where, "gain", gain.clone());
        shift = Check.allFinite(where, "shift", shift.clone());
        Check.length(where, "sigma", sigma.length, mu.length);
        Check.length(where, "gain", gain.length, mu.length);
        Check.length(where, "shift", shift.length, mu.length);
        for (int i = 0; i < gain.length; i++) {
            if (gain[i] == 0) {
                throw InputException.wrongValue(where, "gain[" + i + "]", gain[i], "a number other than 0");
            }
        }
    }

    /** Without gain and shift: y = (x - mu) / sigma, as Algorithm 1 has it. */
    public Normalization(double[] mu, double[] sigma) {
        this(mu, sigma, ones(mu.length), new double[mu.length]);
    }

    /** No normalization at all: y = x. */
    public static Normalization identity(int channels) {
        return new Normalization(new double[channels], ones(channels));
    }

    /** How many output channels it is for. */
    public int channels() {
        return mu.length;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
