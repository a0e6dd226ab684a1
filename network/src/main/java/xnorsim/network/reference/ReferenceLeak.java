package xnorsim.network.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import xnorsim.network.neuron.Leak;

/**
 * The leak of a layer's membranes: in real numbers u * beta; on a grid, as the hardware rounds it, exactly.
 *
 * @param leak what leaks
 * @param grid membranes are multiples of it, a power of two; 0 for real numbers
 */
record ReferenceLeak(Leak leak, double grid) {
    /** From here on a double does not hold every whole number. */
    private static final double EXACT = Math.scalb(1.0, Double.PRECISION);

    /** The membrane after the leak. */
    double of(double u) {
        if (grid == 0) {
            return u * leak.beta();
        }
        // Dividing by a power of two rounds nothing.
        double units = u / grid;
        return grid * switch (leak) {
            case Leak.None _ -> units;
            case Leak.Shift shift -> units - Math.floor(Math.scalb(units, -shift.by()));
            case Leak.Factor factor -> rounded(units, factor);
        };
    }

    /** The same of any whole number of units. */
    BigInteger of(BigInteger units) {
        return switch (leak) {
            case Leak.None _ -> units;
            case Leak.Shift shift -> units.subtract(
                    floor(new BigDecimal(units).divide(new BigDecimal(BigInteger.TWO.pow(shift.by())))));
            case Leak.Factor factor -> rounded(new BigDecimal(units), factor);
        };
    }

    private static BigInteger rounded(BigDecimal units, Leak.Factor factor) {
        return floor(units.multiply(BigDecimal.valueOf(factor.code()))
                .divide(new BigDecimal(BigInteger.TWO.pow(factor.bits()))).add(new BigDecimal("0.5")));
    }

    private static BigInteger floor(BigDecimal value) {
        return value.setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    /** floor(units * beta + 1/2). */
    private static double rounded(double units, Leak.Factor factor) {
        double product = units * factor.code();
        double half = Math.scalb(1.0, factor.bits() - 1);
        if (Math.abs(product) + half < EXACT) {
            return Math.floor(Math.scalb(product + half, -factor.bits()));
        }
        return rounded(new BigDecimal(units), factor).doubleValue();
    }
}
