package xnorsim.proof.exact;

import java.math.BigInteger;
import xnorsim.network.neuron.Leak;

/**
 * A leak in exact numbers: beta = code / 2^bits in lowest terms, and what hardware makes of a whole membrane.
 *
 * @param leak as the layer has it
 * @param code numerator of beta, odd unless nothing leaks
 * @param bits fraction bits of beta; 0 if nothing leaks
 */
public record ExactLeak(Leak leak, BigInteger code, int bits) {
    /** No leak. */
    public static final ExactLeak NONE = of(Leak.NONE);

    /** The leak of a layer. */
    public static ExactLeak of(Leak leak) {
        return switch (leak) {
            case Leak.None _ -> new ExactLeak(leak, BigInteger.ONE, 0);
            case Leak.Shift shift -> new ExactLeak(leak, BigInteger.ONE.shiftLeft(shift.by()).subtract(BigInteger.ONE),
                    shift.by());
            case Leak.Factor factor -> {
                int common = Integer.numberOfTrailingZeros(factor.code());
                yield new ExactLeak(leak, BigInteger.valueOf(factor.code() >> common), factor.bits() - common);
            }
        };
    }

    /** Whether there is one. */
    public boolean leaks() {
        return bits > 0;
    }

    /** What real-valued membranes are multiplied by. */
    public Rational beta() {
        return new Rational(code, BigInteger.ONE.shiftLeft(bits));
    }

    /** What the hardware keeps of a membrane, in whole units. A shift of a BigInteger rounds towards minus infinity. */
    public BigInteger of(BigInteger membrane) {
        return switch (leak) {
            case Leak.None _ -> membrane;
            case Leak.Shift shift -> membrane.subtract(membrane.shiftRight(shift.by()));
            case Leak.Factor factor -> membrane.multiply(BigInteger.valueOf(factor.code()))
                    .add(BigInteger.ONE.shiftLeft(factor.bits() - 1)).shiftRight(factor.bits());
        };
    }

    /**
     * The least that the hardware's rounding adds to beta * membrane, in units of 2^-bits: 0 for a shift, which rounds
     * up what is kept; above -1/2 for a factor.
     */
    public long leastRounding() {
        return leak instanceof Leak.Factor ? 1 - (1L << (bits - 1)) : 0;
    }

    /** The most that it adds, in units of 2^-bits: below 1 for a shift, 1/2 for a factor. */
    public long mostRounding() {
        return switch (leak) {
            case Leak.None _ -> 0;
            case Leak.Shift _ -> (1L << bits) - 1;
            case Leak.Factor _ -> 1L << (bits - 1);
        };
    }
}
