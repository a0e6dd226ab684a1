package xnorsim.neurons;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Rounding of real parameters to the units' fixed point: 2^F * value, ties to even, without intermediate error.
 */
public final class FixedPoint {

    /** Biases stay below 2^62 units in magnitude, so that membrane + dot - bias cannot wrap twice in one direction. */
    public static final long LARGEST_BIAS = (1L << 62) - 1;

    private FixedPoint() {}

    /**
     * bias_q = round(2^F * (offset + value)).
     *
     * @throws ArithmeticException if the result is larger than {@link #LARGEST_BIAS} in magnitude
     */
    public static long bias(long offset, double value, int fractionBits) {
        BigDecimal rounded = scaled(new BigDecimal(value).add(BigDecimal.valueOf(offset)), fractionBits);
        if (rounded.abs().compareTo(BigDecimal.valueOf(LARGEST_BIAS)) > 0) {
            throw new ArithmeticException("bias " + value + " + " + offset + " at " + fractionBits
                    + " fraction bits is beyond 2^62 units");
        }
        return rounded.longValueExact();
    }

    /**
     * theta_q = round(2^F * value); a threshold beyond the widest membrane becomes {@link Long#MAX_VALUE}, which no
     * membrane exceeds.
     */
    public static long threshold(double value, int fractionBits) {
        BigDecimal rounded = scaled(new BigDecimal(value), fractionBits);
        return rounded.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : rounded.longValueExact();
    }

    /**
     * round(2^F * value) as a membrane of U bits, two's complement: -2^(U-1) up to 2^(U-1) - 1.
     *
     * @return empty if the rounded number does not fit, or the value is not finite
     */
    public static OptionalLong membrane(double value, int fractionBits, int membraneBits) {
        if (!Double.isFinite(value)) {
            return OptionalLong.empty();
        }
        BigInteger rounded = scaled(new BigDecimal(value), fractionBits).toBigInteger();
        return rounded.bitLength() < membraneBits ? OptionalLong.of(rounded.longValueExact()) : OptionalLong.empty();
    }

    private static BigDecimal scaled(BigDecimal value, int fractionBits) {
        return value.multiply(BigDecimal.valueOf(1L << fractionBits)).setScale(0, RoundingMode.HALF_EVEN);
    }
}
