package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPointTest {

    @ParameterizedTest
    @CsvSource({
            // ties go to the even neighbour
            "0, 0.5, 0, 0", "0, 1.5, 0, 2", "0, 2.5, 0, 2", "0, -0.5, 0, 0", "0, -1.5, 0, -2", "0, -2.5, 0, -2",
            "3, -0.5, 0, 2", "4, -0.5, 0, 4", "0, 0.49999999999999994, 0, 0", "0, 0.5000000000000001, 0, 1",
            // F = 8: a unit is 1/256, a tie 1/512
            "0, 1, 8, 256", "5, 0.25, 8, 1344", "0, 0.001953125, 8, 0", "0, 0.005859375, 8, 2",
            "7, -0.001953125, 8, 1792",
            "0, 0.1, 8, 26", "-3, 0.1, 8, -742",
            // F = 32: 0.1 * 2^32 = 429496729.6
            "0, 1, 32, 4294967296", "0, 0.1, 32, 429496730", "0, -0.1, 32, -429496730", "32768, 0, 32, 140737488355328",
            // half of 2^-32 and three halves of it
            "0, 1.1641532182693481E-10, 32, 0", "0, 3.4924596548080444E-10, 32, 2"})
    void bias_isRoundedHalfToEven(long offset, double value, int fractionBits, long expected) {
        assertThat(FixedPoint.bias(offset, value, fractionBits)).isEqualTo(expected);
    }

    @Test
    void bias_isAddedBeforeItIsRounded() {
        // In double 9007199254740992 + 1.5 would be ...994 already before the tie is seen.
        assertThat(FixedPoint.bias(1L << 53, 1.5, 0)).isEqualTo((1L << 53) + 2);
        assertThat(FixedPoint.bias(1L << 53, 0.5, 0)).isEqualTo(1L << 53);
        assertThat(FixedPoint.bias((1L << 53) - 1, 0.5, 0)).isEqualTo(1L << 53);
    }

    @Test
    void bias_beyondTwoToThe62_isRefused() {
        assertThat(FixedPoint.bias((1L << 62) - 1, 0, 0)).isEqualTo((1L << 62) - 1);
        assertThat(FixedPoint.bias(-(1L << 62) + 1, 0, 0)).isEqualTo(-(1L << 62) + 1);
        assertThatThrownBy(() -> FixedPoint.bias(0, 0x1p62, 0)).isInstanceOf(ArithmeticException.class)
                .hasMessage("bias " + 0x1p62 + " + 0 at 0 fraction bits is beyond 2^62 units");
        assertThatThrownBy(() -> FixedPoint.bias(0, -0x1p30, 32)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("at 32 fraction bits");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0, 0", "1.5, 0, 2", "2.5, 0, 2", "0.1, 8, 26", "0.001953125, 8, 0", "0.005859375, 8, 2",
            "1.1641532182693481E-10, 32, 0", "3.4924596548080444E-10, 32, 2", "4.9E-324, 32, 0",
            "2147483647, 32, 9223372032559808512"})
    void threshold_isRoundedHalfToEven(double value, int fractionBits, long expected) {
        assertThat(FixedPoint.threshold(value, fractionBits)).isEqualTo(expected);
    }

    @Test
    void threshold_fromTwoToThe63On_isTheLargestNumber() {
        // The largest double below 2^63 is 2^63 - 1024.
        assertThat(FixedPoint.threshold(Math.nextDown(0x1p63), 0)).isEqualTo(Long.MAX_VALUE - 1023);
        assertThat(FixedPoint.threshold(0x1p63, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(FixedPoint.threshold(0x1p31, 32)).isEqualTo(Long.MAX_VALUE);
        assertThat(FixedPoint.threshold(Double.MAX_VALUE, 32)).isEqualTo(Long.MAX_VALUE);
    }

    /** The largest number is short of the next power of two by one unit, 2^-F, and what rounds to it still fits. */
    @ParameterizedTest
    @CsvSource({"8, 8, 0, 0", "9, 8, 0, 0", "8, 7, 0, 0", "16, 16, 0, 0", "16, 15, -0.5, -16384", "8, 8, -0.5, -128",
            "8, 8, 0.49609375, 127", "8, 8, 0.4979, 127", "64, 0, -9223372036854775808, -9223372036854775808",
            "64, 32, 2147483647.75, 9223372035781033984"})
    void membrane_withinItsRange(int bits, int fraction, double value, long rounded) {
        assertThat(FixedPoint.membrane(value, fraction, bits)).hasValue(rounded);
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 0.5", "8, 8, 0.4981", "8, 8, -0.503", "8, 0, 128", "64, 0, 9223372036854775808", "8, 0, NaN",
            "64, 0, Infinity", "64, 0, -Infinity"})
    void membrane_beyondItsRange(int bits, int fraction, double value) {
        assertThat(FixedPoint.membrane(value, fraction, bits)).isEmpty();
    }
}
