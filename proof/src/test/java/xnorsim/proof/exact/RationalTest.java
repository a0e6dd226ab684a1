package xnorsim.proof.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RationalTest {
    @ParameterizedTest
    @CsvSource({"7, 2, 3, 4", "5, 2, 2, 2", "-5, 2, -3, -2", "-7, 2, -4, -4", "-1, 3, -1, 0", "2, 3, 0, 1",
            "6, 3, 2, 2"})
    void floor_andNearest_halfToEven(long above, long below, long floor, long nearest) {
        Rational value = Rational.of(above).dividedBy(Rational.of(below));
        assertThat(value.floor()).isEqualTo(BigInteger.valueOf(floor));
        assertThat(value.nearest()).isEqualTo(BigInteger.valueOf(nearest));
    }

    @Test
    void of_double_isExact() {
        assertThat(Rational.of(-0.375)).isEqualTo(Rational.of(-3).scaled(-3));
        assertThat(Rational.of(0x1p70)).isEqualTo(Rational.of(1).scaled(70));
        // 0.1 in double is 3602879701896397 * 2^-55.
        assertThat(Rational.of(0.1)).isEqualTo(Rational.of(3602879701896397L).scaled(-55));
    }

    @Test
    void arithmetic_inLowestTerms() {
        Rational third = Rational.of(1).dividedBy(Rational.of(-3)).negated();
        assertThat(third.plus(third).plus(third)).isEqualTo(Rational.of(1));
        assertThat(third.times(Rational.of(6))).isEqualTo(Rational.of(2));
        assertThat(third.minus(Rational.of(1)).magnitude().compareTo(third)).isPositive();
        assertThat(third.approximately()).isEqualTo(1.0 / 3);
    }
}
