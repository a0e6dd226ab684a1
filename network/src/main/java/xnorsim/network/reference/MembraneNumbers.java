package xnorsim.network.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

import xnorsim.base.InputException;

/**
 * Number format of the integrate-and-fire units: two's complement, in units of 2^-fractionBits.
 *
 * @param fractionBits F, 0..32
 * @param membraneBits U, 8..64
 * @param overflow what happens beyond U bits
 */
public record MembraneNumbers(int fractionBits, int membraneBits, OutOfRange overflow) {
    public MembraneNumbers {
        if (fractionBits < 0 || fractionBits > 32) {
            throw InputException.wrongValue("fixed point", "fraction_bits", fractionBits, "0..32");
        }
        if (membraneBits < 8 || membraneBits > 64) {
            throw InputException.wrongValue("fixed point", "membrane_bits", membraneBits, "8..64");
        }
    }

    /** Largest membrane, in units of 2^-F. */
    BigInteger most() {
        return BigInteger.ONE.shiftLeft(membraneBits - 1).subtract(BigInteger.ONE);
    }

    /** Smallest membrane, in units of 2^-F. */
    BigInteger least() {
        return BigInteger.ONE.shiftLeft(membraneBits - 1).negate();
    }

    /** round(2^F * theta), half to even. */
    BigInteger threshold(double theta) {
        return round(fractionBits, BigInteger.ZERO, theta);
    }

    /** round(2^F * (slots * M1 + mean)), half to even; the sum is not rounded before. */
    BigInteger bias(int slots, int negativeWeights, double mean) {
        return round(fractionBits, BigInteger.valueOf((long) slots * negativeWeights), mean);
    }

    /** round(2^fractionBits * (whole + value)), half to even, of the exact sum. */
    static BigInteger round(int fractionBits, BigInteger whole, double value) {
        return new BigDecimal(value).add(new BigDecimal(whole))
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(fractionBits))).setScale(0, RoundingMode.HALF_EVEN)
                .toBigInteger();
    }
}
