package xnorsim.network.reference;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import xnorsim.base.InputException;
import xnorsim.network.neuron.Dynamics;

/**
 * Algorithm 2 on one (N, M) subarray in fixed point, exactly: membranes are whole numbers in units of 2^-F.
 *
 * <p>In each time step and each row i: dot = sum over the slots of (s + M1), where s = sum of w_ij * o_j (eqs. (10) and
 * (11)); u = u + dot * 2^F - bias_q; a spike where u &gt; theta_q, and there u = u - theta_q. {@link Dynamics} may
 * have u leak first, and fire where u &gt;= theta_q. Here bias_q = round(2^F *
 * (slots * M1 + mean)) and theta_q = round(2^F * threshold), half to even, of the exact real numbers.
 */
public final class ReferenceSubarray {
    private final byte[][] weights;
    private final int[] negativeWeights;
    private final BigInteger[] bias;
    private final BigInteger[] threshold;
    private final int columns;
    private final int slots;
    private final MembraneNumbers format;
    private final Optional<ReferenceNeuron> neuron;
    private final ReferenceLeak leak;
    private final boolean firesAt;

    /**
     * An array.
     *
     * @param weights N rows of M stored weights, 0 for -1, 1 for +1; copied
     * @param mean mu / alpha of every row
     * @param threshold theta_hat = sigma * theta / alpha of every row, above 0
     * @param residual f: two slots a time step instead of one
     * @param format number format of the membranes
     */
    public ReferenceSubarray(byte[][] weights, double[] mean, double[] threshold, boolean residual,
            MembraneNumbers format) {
        this(weights, mean, threshold, residual, format, Optional.empty(), Dynamics.PLAIN);
    }

    /**
     * The same with another neuron than that of eqs. (6) and (7), if one is given, or with a leak.
     *
     * @throws InputException if there is another neuron and the dynamics are not those of the paper
     */
    public ReferenceSubarray(byte[][] weights, double[] mean, double[] threshold, boolean residual,
            MembraneNumbers format, Optional<ReferenceNeuron> neuron, Dynamics dynamics) {
        if (neuron.isPresent()) {
            dynamics.requirePlain("neurons", "the architecture's neuron");
        }
        this.neuron = neuron;
        this.leak = new ReferenceLeak(dynamics.leak(), 1);
        this.firesAt = dynamics.firesAtThreshold();
        int rows = weights.length;
        requireSize("mean", mean.length, rows);
        requireSize("threshold", threshold.length, rows);
        this.format = format;
        this.columns = rows == 0 ? 0 : weights[0].length;
        this.slots = residual ? 2 : 1;
        this.weights = new byte[rows][];
        this.negativeWeights = new int[rows];
        this.bias = new BigInteger[rows];
        this.threshold = new BigInteger[rows];
        for (int i = 0; i < rows; i++) {
            requireSize("weights[" + i + "]", weights[i].length, columns);
            requireBits("weights[" + i + "]", weights[i]);
            this.weights[i] = Equations.bipolar(weights[i]);
            this.negativeWeights[i] = Equations.negativeWeights(weights[i]);
            requireParameters(i, mean[i], threshold[i]);
            this.bias[i] = format.bias(slots, negativeWeights[i], mean[i]);
            this.threshold[i] = format.threshold(threshold[i]);
        }
    }

    /**
     * What one sample gives.
     *
     * @param dot XNOR sums over the slots; first index time step, second row
     * @param membranes after reset, in units of 2^-F; first index time step, second row
     * @param spikes 0 or 1; first index time step, second row
     */
    // Arrays: results, made once and handed over; nothing compares two of these records.
    @SuppressWarnings("ArrayRecordComponent")
    public record Sample(int[][] dot, long[][] membranes, byte[][] spikes) {}

    /**
     * Runs a sample from cleared membranes.
     *
     * @param spikes presynaptic spikes 0/1; indices time step, slot, column
     * @throws ArithmeticException if a membrane exceeds its U bits and the format asks for an error
     */
    public Sample run(byte[][][] spikes) {
        int timeSteps = spikes.length;
        Sample sample = new Sample(new int[timeSteps][weights.length], new long[timeSteps][weights.length],
                new byte[timeSteps][weights.length]);
        BigInteger[] u = new BigInteger[weights.length];
        Arrays.fill(u, BigInteger.ZERO);
        Optional<OtherNeurons> others = neuron.map(this::begin);
        for (int t = 0; t < timeSteps; t++) {
            requireSize("slots of time step " + t, spikes[t].length, slots);
            for (byte[] slot : spikes[t]) {
                requireSize("columns of time step " + t, slot.length, columns);
                requireBits("spikes of time step " + t, slot);
            }
            for (int i = 0; i < weights.length; i++) {
                int dot = dot(i, spikes[t]);
                sample.dot[t][i] = dot;
                if (others.isPresent()) {
                    double drive = exact(BigInteger.valueOf(dot).shiftLeft(format.fractionBits()).subtract(bias[i]));
                    sample.spikes[t][i] = (byte) (others.get().step(i, drive) ? 1 : 0);
                    sample.membranes[t][i] = (long) others.get().membrane(i);
                    continue;
                }
                u[i] = integrate(u[i], dot, i, t);
                int above = u[i].compareTo(threshold[i]);
                if (above > 0 || (firesAt && above == 0)) {
                    sample.spikes[t][i] = 1;
                    u[i] = u[i].subtract(threshold[i]);
                }
                sample.membranes[t][i] = u[i].longValueExact();
            }
        }
        return sample;
    }

    /** Neurons whose membranes are whole numbers, in units of 2^-F. */
    private OtherNeurons begin(ReferenceNeuron rule) {
        double[] own = new double[threshold.length];
        Arrays.setAll(own, i -> threshold[i].doubleValue());
        return new OtherNeurons(rule, OtherNeurons.units(own, Optional.empty(), 1, format.least().doubleValue(),
                format.most().doubleValue(), format.overflow() == OutOfRange.SATURATE), weights.length);
    }

    private static double exact(BigInteger units) {
        if (units.bitLength() > Double.PRECISION) {
            throw OtherNeurons.tooLarge(units);
        }
        return units.doubleValue();
    }

    /** Eq. (10) solved for the XNOR sum, dot = s + M1, once a slot; eq. (11). */
    private int dot(int row, byte[][] slotSpikes) {
        int dot = 0;
        for (byte[] o : slotSpikes) {
            dot += Equations.weightedSum(weights[row], o) + negativeWeights[row];
        }
        return dot;
    }

    private BigInteger integrate(BigInteger u, int dot, int row, int timeStep) {
        BigInteger integrated = leak.of(u).add(BigInteger.valueOf(dot).shiftLeft(format.fractionBits()))
                .subtract(bias[row]);
        BigInteger clamped = integrated.max(format.least()).min(format.most());
        if (format.overflow() == OutOfRange.ERROR && !clamped.equals(integrated)) {
            throw new ArithmeticException("row " + row + ", time step " + timeStep + ": membrane " + integrated
                    + " does not fit into " + format.membraneBits() + " bits");
        }
        return clamped;
    }

    private static void requireSize(String what, int size, int expected) {
        if (size != expected) {
            throw InputException.wrongValue("subarray", "the number of " + what, size, Integer.toString(expected));
        }
    }

    private static void requireBits(String what, byte[] values) {
        for (byte value : values) {
            if (value != 0 && value != 1) {
                throw InputException.wrongValue("subarray", "an element of " + what, value, "0 or 1");
            }
        }
    }

    private static void requireParameters(int row, double mean, double threshold) {
        if (!Double.isFinite(mean)) {
            throw InputException.wrongValue("subarray", "mean[" + row + "]", mean, "a finite number");
        }
        if (!(threshold > 0) || Double.isInfinite(threshold)) {
            throw InputException.wrongValue("subarray", "threshold[" + row + "]", threshold,
                    "a finite number above 0");
        }
    }
}
