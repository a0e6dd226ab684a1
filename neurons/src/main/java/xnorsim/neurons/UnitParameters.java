package xnorsim.neurons;

import java.math.BigInteger;

/**
 * Parameters of a group of units in fixed point, immutable and shared between simulations. One unit of a membrane is
 * 2^-F.
 *
 * @param bias         per unit, bias_q, below 2^62 in magnitude
 * @param threshold    per unit, theta_q, not negative; as long as {@code bias}
 * @param shift        a dot counts 2^shift units: F for popcounts, F minus the weights' fraction bits for digital sums
 * @param membraneBits U, 8..64, two's complement
 * @param overflow     what happens to a membrane beyond them
 * @param resetTo      per unit the membrane after a hard reset, within U bits; empty for the soft reset, which takes the
 *                     threshold off
 */
public record UnitParameters(long[] bias, long[] threshold, int shift, int membraneBits, Overflow overflow,
        long[] resetTo) {

    /** Checks shapes and ranges. */
    public UnitParameters {
        if (bias.length == 0 || bias.length != threshold.length) {
            throw new IllegalArgumentException(bias.length + " biases and " + threshold.length + " thresholds");
        }
        for (int i = 0; i < bias.length; i++) {
            if (bias[i] > FixedPoint.LARGEST_BIAS || bias[i] < -FixedPoint.LARGEST_BIAS || threshold[i] < 0) {
                throw new IllegalArgumentException(
                        "unit " + i + ": bias " + bias[i] + ", threshold " + threshold[i] + " out of range");
            }
        }
        if (shift < 0 || shift > 32) {
            throw new IllegalArgumentException("shift " + shift + " is not within 0..32");
        }
        if (membraneBits < 8 || membraneBits > 64) {
            throw new IllegalArgumentException("membrane of " + membraneBits + " bits is not within 8..64");
        }
        if (resetTo.length != 0 && resetTo.length != bias.length) {
            throw new IllegalArgumentException(bias.length + " biases and " + resetTo.length + " resets");
        }
        int spare = 64 - membraneBits;
        for (long to : resetTo) {
            if (to << spare >> spare != to) {
                throw new IllegalArgumentException("a reset to " + to + " is beyond " + membraneBits + " bits");
            }
        }
    }

    /** Units with soft reset. */
    public UnitParameters(long[] bias, long[] threshold, int shift, int membraneBits, Overflow overflow) {
        this(bias, threshold, shift, membraneBits, overflow, new long[0]);
    }

    /** Whether units that fire are set to a value, instead of losing their threshold. */
    boolean hardReset() {
        return resetTo.length != 0;
    }

    /** The membrane of a unit that fired, from the one before its reset. */
    long afterFiring(int unit, long membrane) {
        return hardReset() ? resetTo[unit] : membrane - threshold[unit];
    }

    /**
     * One time step of a unit by itself: its membrane after it has integrated a dot, and fired and been reset if that is enough.
     *
     * @throws MembraneOverflowException if the membrane leaves its range and {@link Overflow#ERROR} is asked for
     */
    public long step(int unit, long membrane, int dot) {
        long after = Membranes.settle(this, unit, membrane, (long) dot << shift);
        return after > threshold[unit] ? afterFiring(unit, after) : after;
    }

    /**
     * Whether a membrane in range plus any drive stays far inside 64 bits: registers of at most 60 bits, dots below 2^31
     * times 2^28, biases below 2^60.
     */
    boolean cannotWrap() {
        return membraneBits <= 60 && shift <= 28 && smallBiases(bias);
    }

    /**
     * Whether no membrane can leave 32 bits, nor the U bits of its register, within a sample that begins at 0: after
     * {@code steps} of the largest drive, with nothing but resets between, it has not gone so far. A soft reset takes a positive
     * membrane down, but not below 0; a hard one sets it to its own value.
     *
     * @param mostDot largest magnitude of a dot
     * @param steps   time steps of a sample
     */
    public boolean membranesFitInts(long mostDot, int steps) {
        double limit = Math.scalb(1.0, Math.min(31, membraneBits - 1)) - 1;
        double scaled = Math.scalb((double) mostDot, shift);
        double most = 0;
        for (int i = 0; i < bias.length; i++) {
            double start = hardReset() ? Math.abs((double) resetTo[i]) : 0;
            most = Math.max(most, start + steps * (scaled + Math.abs((double) bias[i])));
        }
        return most <= limit;
    }

    /**
     * The width of a register that no membrane leaves within a sample that begins at 0, whatever its dots: by the largest drives
     * in each direction, with nothing but resets between.
     *
     * @param leastDot smallest dot
     * @param mostDot  largest dot
     * @param steps    time steps of a sample
     */
    public int sufficientBits(long leastDot, long mostDot, int steps) {
        int bits = 1;
        for (int i = 0; i < bias.length; i++) {
            BigInteger taken = BigInteger.valueOf(bias[i]);
            BigInteger start = BigInteger.valueOf(hardReset() ? resetTo[i] : 0);
            BigInteger up = BigInteger.valueOf(mostDot).shiftLeft(shift).subtract(taken).max(BigInteger.ZERO);
            BigInteger down = BigInteger.valueOf(leastDot).shiftLeft(shift).subtract(taken).min(BigInteger.ZERO);
            BigInteger most = start.max(BigInteger.ZERO).add(up.multiply(BigInteger.valueOf(steps)));
            BigInteger least = start.min(BigInteger.ZERO).add(down.multiply(BigInteger.valueOf(steps)));
            bits = Math.max(bits, Math.max(most.bitLength(), least.bitLength()) + 1);
        }
        return bits;
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
        return new UnitParameters(java.util.Arrays.copyOfRange(bias, first, first + count),
                java.util.Arrays.copyOfRange(threshold, first, first + count), shift, membraneBits, overflow,
                hardReset() ? java.util.Arrays.copyOfRange(resetTo, first, first + count) : resetTo);
    }
}
