package xnorsim.proof.exact;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A fraction in lowest terms, exact.
 *
 * @param numerator   of any sign
 * @param denominator above 0
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {
    /** The number 0. */
    public static final Rational ZERO = of(0);

    public Rational {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator " + denominator + " is not above 0");
        }
        BigInteger common = numerator.gcd(denominator);
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    /** A whole number. */
    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /** The number that a finite double is. */
    public static Rational of(double value) {
        BigDecimal exact = new BigDecimal(value);
        return exact.scale() <= 0
                ? new Rational(exact.toBigIntegerExact(), BigInteger.ONE)
                : new Rational(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
    }

    /** This + other. */
    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** This - other. */
    public Rational minus(Rational other) {
        return plus(other.negated());
    }

    /** This * other. */
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** This * factor. */
    public Rational times(long factor) {
        return new Rational(numerator.multiply(BigInteger.valueOf(factor)), denominator);
    }

    /** This / other, which is not 0. */
    public Rational dividedBy(Rational other) {
        BigInteger below = denominator.multiply(other.numerator);
        BigInteger above = numerator.multiply(other.denominator);
        return below.signum() < 0 ? new Rational(above.negate(), below.negate()) : new Rational(above, below);
    }

    /** -this. */
    public Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    /** |this|. */
    public Rational magnitude() {
        return numerator.signum() < 0 ? negated() : this;
    }

    /** This * 2^bits, bits of any sign. */
    public Rational scaled(int bits) {
        return bits >= 0
                ? new Rational(numerator.shiftLeft(bits), denominator)
                : new Rational(numerator, denominator.shiftLeft(-bits));
    }

    /** The largest whole number that is not above this. */
    public BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** The nearest whole number, the even one of two that are equally near. */
    public BigInteger nearest() {
        BigInteger below = floor();
        int side = minus(new Rational(below, BigInteger.ONE)).compareTo(new Rational(BigInteger.ONE, BigInteger.TWO));
        boolean up = side > 0 || (side == 0 && below.testBit(0));
        return up ? below.add(BigInteger.ONE) : below;
    }

    /** The least common denominator of fractions. */
    public static BigInteger denominator(Rational... fractions) {
        BigInteger common = BigInteger.ONE;
        for (Rational fraction : fractions) {
            common = common.divide(common.gcd(fraction.denominator)).multiply(fraction.denominator);
        }
        return common;
    }

    /** This in units of 1 / {@code common}, a common denominator. */
    public BigInteger over(BigInteger common) {
        return numerator.multiply(common.divide(denominator));
    }

    /** As a double, rounded; for people. */
    public double approximately() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), java.math.MathContext.DECIMAL64)
                .doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
