package xnorsim.chip.macro;

import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.network.neuron.Dynamics;

/**
 * Input of a single subarray.
 *
 * @param weights   N x M, row by row, 0 for -1 and 1 for +1
 * @param mean      per row mu/alpha, finite
 * @param threshold per row sigma*theta/alpha, finite and above 0
 * @param samples   V, at least 1
 * @param dynamics  leak and comparison of the IF units; the reset is soft
 * @param spikes    V x T x slots x M of 0 and 1, the last index fastest
 */
public record MacroInput(byte[] weights, double[] mean, double[] threshold, Dynamics dynamics, int samples,
        byte[] spikes) {

    /** Checks that do not depend on the architecture. */
    public MacroInput {
        checkBits("weights", weights);
        checkBits("spikes", spikes);
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isFinite(mean[i])) {
                throw InputException.wrongValue("mean", "entry " + i, mean[i], "a finite number");
            }
        }
        for (int i = 0; i < threshold.length; i++) {
            if (!Double.isFinite(threshold[i]) || threshold[i] <= 0) {
                throw InputException.wrongValue("threshold", "entry " + i, threshold[i], "a finite number above 0");
            }
        }
        if (dynamics.reset().hard()) {
            throw InputException.wrongValue("neurons", "reset", dynamics.reset().key(), "soft");
        }
        if (samples < 1) {
            throw InputException.wrongValue("spikes", "number of samples", samples, "at least 1");
        }
    }

    /** Input of the paper's neurons. */
    public MacroInput(byte[] weights, double[] mean, double[] threshold, int samples, byte[] spikes) {
        this(weights, mean, threshold, Dynamics.PLAIN, samples, spikes);
    }

    /** Checks the sizes against an architecture. */
    void check(Architecture a) {
        checkLength("weights", weights.length, (long) a.rows() * a.columns(), "rows x columns of the architecture");
        checkLength("mean", mean.length, a.rows(), "rows of the architecture");
        checkLength("threshold", threshold.length, a.rows(), "rows of the architecture");
        checkLength("spikes", spikes.length, (long) samples * a.timeSteps() * a.slots() * a.columns(),
                "samples x time steps x slots x columns of the architecture");
    }

    private static void checkLength(String what, long length, long expected, String meaning) {
        if (length != expected) {
            throw InputException.wrongValue(what, "number of entries", length, expected + " (" + meaning + ")");
        }
    }

    private static void checkBits(String what, byte[] bits) {
        for (int i = 0; i < bits.length; i++) {
            if ((bits[i] & ~1) != 0) {
                throw InputException.wrongValue(what, "entry " + i, bits[i] & 0xFF, "0 or 1");
            }
        }
    }
}
