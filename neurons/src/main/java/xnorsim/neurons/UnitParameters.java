package xnorsim.neurons;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Parameters of a group of units in fixed point, immutable and shared between simulations.
 *
 * @param bias      per unit, bias_q, below 2^62 in magnitude
 * @param threshold per unit, theta_q, not negative; as long as {@code bias}
 * @param above     per unit, the largest membrane that does not fire: the threshold itself, as eq. (6) has it, or one
 *                  unit less to fire at the threshold
 * @param resetTo   per unit the membrane after a hard reset, within U bits; empty for the soft reset, which subtracts
 *                  the threshold
 * @param format    numbers of membranes
 * @param rule      the neuron model
 */
public record UnitParameters(long[] bias, long[] threshold, long[] above, long[] resetTo, UnitFormat format,
        NeuronRule rule) {

    /** Checks shapes and ranges. */
    public UnitParameters {
        if (bias.length == 0 || bias.length != threshold.length || bias.length != above.length) {
            throw new IllegalArgumentException(bias.length + " biases and " + threshold.length + " thresholds");
        }
        // The same array where nothing fires at its threshold: kernels then load it once.
        above = Arrays.equals(above, threshold) ? threshold : above;
        for (int i = 0; i < bias.length; i++) {
            if (bias[i] > FixedPoint.LARGEST_BIAS || bias[i] < -FixedPoint.LARGEST_BIAS || threshold[i] < 0) {
                throw new IllegalArgumentException(
                        "unit " + i + ": bias " + bias[i] + ", threshold " + threshold[i] + " out of range");
            }
        }
        if (resetTo.length != 0 && resetTo.length != bias.length) {
            throw new IllegalArgumentException(bias.length + " biases and " + resetTo.length + " resets");
        }
        int spare = 64 - format.membraneBits();
        for (long to : resetTo) {
            if (to << spare >> spare != to) {
                throw new IllegalArgumentException("a reset to " + to + " is beyond " + format.membraneBits()
                        + " bits");
            }
        }
    }

    /** Integrate-and-fire units that fire above their threshold and subtract it. */
    public static UnitParameters of(long[] bias, long[] threshold, UnitFormat format) {
        return new UnitParameters(bias, threshold, threshold, new long[0], format, IntegrateAndFire.RULE);
    }

    /** The same units with hard reset; none: with soft reset. */
    public UnitParameters resettingTo(long[] values) {
        return new UnitParameters(bias, threshold, above, values, format, rule);
    }

    /** The same units with another neuron model. */
    public UnitParameters with(NeuronRule other) {
        return new UnitParameters(bias, threshold, above, resetTo, format, other);
    }

    /** The same units with other thresholds. */
    public UnitParameters withThreshold(long[] other) {
        UnitParameters firingAbove = new UnitParameters(bias, other, other, resetTo, format, rule);
        return firesAtThreshold() ? firingAbove.firingAtThreshold() : firingAbove;
    }

    /** {@link UnitFormat#fractionBits}. */
    public int fractionBits() {
        return format.fractionBits();
    }

    /** {@link UnitFormat#shift}. */
    public int shift() {
        return format.shift();
    }

    /** {@link UnitFormat#membraneBits}. */
    public int membraneBits() {
        return format.membraneBits();
    }

    /** {@link UnitFormat#overflow}. */
    public Overflow overflow() {
        return format.overflow();
    }

    /**
     * The same units, but firing also at their threshold; one of {@link Long#MAX_VALUE} stands for one beyond every
     * membrane and is still not reached.
     */
    public UnitParameters firingAtThreshold() {
        long[] below = Arrays.stream(threshold).map(t -> t == Long.MAX_VALUE ? t : t - 1).toArray();
        return new UnitParameters(bias, threshold, below, resetTo, format, rule);
    }

    /** Whether units fire at their threshold, too. */
    boolean firesAtThreshold() {
        return !Arrays.equals(above, threshold);
    }

    /** What membranes lose before they integrate. */
    public MembraneLeak leak() {
        return rule instanceof IntegrateAndFire own ? own.leak() : MembraneLeak.NONE;
    }

    /** Whether the fast kernels serve these units; other rules run unit by unit. */
    boolean integratesAndFires() {
        return rule instanceof IntegrateAndFire;
    }

    /** Whether the reset is hard (to a value) instead of soft (by the threshold). */
    boolean hardReset() {
        return resetTo.length != 0;
    }

    /** The membrane after reset, from the one before. */
    long afterFiring(int unit, long membrane) {
        return hardReset() ? resetTo[unit] : membrane - threshold[unit];
    }

    /**
     * One time step of an integrate-and-fire unit: its membrane after the leak, a dot and, if it fires, its reset.
     *
     * @throws MembraneOverflowException if the membrane overflows under {@link Overflow#ERROR}
     */
    public long step(int unit, long membrane, int dot) {
        if (!integratesAndFires()) {
            throw new IllegalStateException("neuron " + rule.key() + " is stepped as integrate and fire");
        }
        long after = Membranes.settle(this, unit, leak().of(membrane), (long) dot << shift());
        return after > above[unit] ? afterFiring(unit, after) : after;
    }

    /**
     * The dot that an integrate-and-fire unit must exceed to fire, in units of 2^-F: the largest membrane that does not
     * fire + bias - the membrane after its leak.
     */
    public double needed(int unit, long membrane) {
        return (double) above[unit] + (bias[unit] - leak().of(membrane));
    }

    /**
     * Whether a membrane in range plus any input stays far inside 64 bits: registers of at most 60 bits, dots below
     * 2^31 times 2^28, biases below 2^60.
     */
    boolean cannotWrap() {
        return integratesAndFires() && membraneBits() <= 60 && shift() <= 28 && smallBiases(bias);
    }

    /**
     * Whether no membrane can overflow 32 bits or the U bits of its register within a sample that begins at 0, even
     * after {@code steps} of the largest input with only resets and leaks between. A soft reset lowers a positive
     * membrane, but not below 0; a hard one sets it to its reset value; a leak moves it towards 0.
     *
     * @param mostDot largest magnitude of a dot
     * @param steps   time steps of a sample
     */
    public boolean membranesFitInts(long mostDot, int steps) {
        if (!integratesAndFires()) {
            return false;
        }
        double limit = Math.scalb(1.0, Math.min(31, membraneBits() - 1)) - 1;
        double scaled = Math.scalb((double) mostDot, shift());
        double most = 0;
        for (int i = 0; i < bias.length; i++) {
            double start = hardReset() ? Math.abs((double) resetTo[i]) : 0;
            most = Math.max(most, start + steps * (scaled + Math.abs((double) bias[i])));
        }
        return most <= limit;
    }

    /**
     * The register width that no membrane overflows within a sample that begins at 0, whatever its dots; empty if the
     * rule has no known bounds.
     *
     * @param leastDot smallest dot
     * @param mostDot  largest dot
     * @param steps    time steps of a sample
     */
    public OptionalInt sufficientBits(long leastDot, long mostDot, int steps) {
        int bits = 1;
        for (int i = 0; i < bias.length; i++) {
            Optional<NeuronRule.Range> bounds = rule.bounds(this, i, leastDot, mostDot, steps);
            if (bounds.isEmpty()) {
                return OptionalInt.empty();
            }
            bits = Math.max(bits,
                    Math.max(bounds.get().most().bitLength(), bounds.get().least().bitLength()) + 1);
        }
        return OptionalInt.of(bits);
    }

    private static boolean smallBiases(long[] bias) {
        long bits = 0;
        for (long b : bias) {
            bits |= b ^ (b >> 63);
        }
        return bits < 1L << 60;
    }

    /** Number of units. */
    public int units() {
        return bias.length;
    }

    /** The parameters of {@code count} units from {@code first} on. */
    public UnitParameters slice(int first, int count) {
        long[] thresholds = Arrays.copyOfRange(threshold, first, first + count);
        return new UnitParameters(Arrays.copyOfRange(bias, first, first + count), thresholds,
                firesAtThreshold() ? Arrays.copyOfRange(above, first, first + count) : thresholds,
                hardReset() ? Arrays.copyOfRange(resetTo, first, first + count) : resetTo, format, rule);
    }
}
