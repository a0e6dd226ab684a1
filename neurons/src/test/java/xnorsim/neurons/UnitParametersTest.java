package xnorsim.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitParametersTest {

    private static UnitParameters of(long bias, long threshold, int shift, int membraneBits) {
        return UnitParameters.of(new long[]{0, bias}, new long[]{0, threshold},
                UnitFormat.popcounts(shift, membraneBits, Overflow.ERROR));
    }

    @ParameterizedTest
    @ValueSource(longs = {4611686018427387904L, -4611686018427387904L, Long.MAX_VALUE, Long.MIN_VALUE})
    void bias_fromTwoToThe62On_isRefused(long bias) {
        assertThatThrownBy(() -> of(bias, 0, 8, 32)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unit 1: bias " + bias + ", threshold 0 out of range");
    }

    @Test
    void extremes_areAccepted() {
        assertThatCode(() -> of(4611686018427387903L, Long.MAX_VALUE, 0, 8)).doesNotThrowAnyException();
        assertThatCode(() -> of(-4611686018427387903L, 0, 32, 64)).doesNotThrowAnyException();
    }

    @Test
    void negativeThreshold_isRefused() {
        assertThatThrownBy(() -> of(0, -1, 8, 32)).hasMessage("unit 1: bias 0, threshold -1 out of range");
    }

    @ParameterizedTest
    @CsvSource({"-1, 32, shift -1 is not within 0..32", "33, 32, shift 33 is not within 0..32",
            "8, 7, membrane of 7 bits is not within 8..64", "8, 65, membrane of 65 bits is not within 8..64"})
    void shiftOrWidth_outOfRange_isRefused(int shift, int membraneBits, String message) {
        assertThatThrownBy(() -> of(0, 0, shift, membraneBits)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void unequalOrEmptyArrays_areRefused() {
        assertThatThrownBy(
                () -> UnitParameters.of(new long[2], new long[3], UnitFormat.popcounts(8, 32, Overflow.ERROR)))
                .hasMessage("2 biases and 3 thresholds");
        assertThatThrownBy(
                () -> UnitParameters.of(new long[0], new long[0], UnitFormat.popcounts(8, 32, Overflow.ERROR)))
                .hasMessage("0 biases and 0 thresholds");
    }

    @Test
    void slice_takesUnitsFromTheMiddle() {
        UnitParameters all = UnitParameters.of(new long[]{1, -2, 3, -4}, new long[]{5, 6, 7, 8},
                UnitFormat.popcounts(4, 16, Overflow.SATURATE));
        UnitParameters middle = all.slice(1, 2);
        assertThat(middle.units()).isEqualTo(2);
        assertThat(middle.bias()).containsExactly(-2, 3);
        assertThat(middle.threshold()).containsExactly(6, 7);
        assertThat(middle.shift()).isEqualTo(4);
        assertThat(middle.membraneBits()).isEqualTo(16);
        assertThat(middle.overflow()).isEqualTo(Overflow.SATURATE);
    }
}
