package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputUnitsTest {

    private static OutputUnits units(int count, int shift, int membraneBits, Overflow overflow) {
        return new OutputUnits(UnitParameters.of(new long[count], new long[count],
                UnitFormat.popcounts(shift, membraneBits, overflow)));
    }

    @ParameterizedTest
    @CsvSource({"7, 0", "1 2 3, 2", "3 2 1, 0", "1 3 3, 1", "3 3 3, 0", "0 0, 0", "-5 -2 -2 -9, 1", "-1 0, 1"})
    void largest_isTheFirstOfEquals(String dots, int expected) {
        int[] dot = java.util.Arrays.stream(dots.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        OutputUnits units = units(dot.length, 0, 16, Overflow.ERROR);
        units.integrate(dot);
        assertThat(units.largest()).isEqualTo(expected);
    }

    @Test
    void integrate_accumulatesWithoutFiringUntilCleared() {
        OutputUnits units = new OutputUnits(
                UnitParameters.of(new long[]{1, -2}, new long[]{0, 0}, UnitFormat.popcounts(1, 16, Overflow.ERROR)));
        units.integrate(new int[]{5, 5});
        units.integrate(new int[]{-1, 0});
        assertThat(units.membranes()).containsExactly(6, 14);
        units.clear();
        assertThat(units.membranes()).containsExactly(0, 0);
        assertThat(units.largest()).isZero();
    }

    @Test
    void overflow_stopsOrSaturates() {
        OutputUnits checking = units(2, 0, 8, Overflow.ERROR);
        assertThatThrownBy(() -> checking.integrate(new int[]{127, 128})).isInstanceOf(MembraneOverflowException.class)
                .hasMessage("the membrane of unit 1, 128, left the range of 8 bits");
        OutputUnits saturating = units(2, 0, 8, Overflow.SATURATE);
        saturating.integrate(new int[]{-500, 500});
        assertThat(saturating.membranes()).containsExactly(-128, 127);
    }
}
