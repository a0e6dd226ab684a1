package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredWeightsTest {

    private static StoredWeights of(String... rows) {
        return StoredWeights.of(rows.length, rows[0].length(), (row, column) -> rows[row].charAt(column) == '1');
    }

    @Test
    void zeros_areM1OfEachRow() {
        StoredWeights weights = of("1010", "0000", "1111", "0111");
        assertThat(new int[]{weights.zeros(0), weights.zeros(1), weights.zeros(2), weights.zeros(3)})
                .containsExactly(2, 4, 0, 1);
    }

    @Test
    void unusedColumns_addNothingToM1() {
        StoredWeights weights = StoredWeights.of(1, 130, (row, column) -> column >= 3);
        assertThat(weights.zeros(0)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 8, 1", "7, 63, 8, 1", "8, 64, 8, 1", "9, 65, 16, 2", "64, 128, 64, 2", "65, 129, 72, 3",
            "512, 512, 512, 8", "513, 513, 520, 9"})
    void strideAndWords_roundUp(int rows, int columns, int stride, int words) {
        StoredWeights weights = StoredWeights.of(rows, columns, (row, column) -> true);
        assertThat(weights.rows()).isEqualTo(rows);
        assertThat(weights.columns()).isEqualTo(columns);
        assertThat(weights.stride()).isEqualTo(stride);
        assertThat(weights.words()).isEqualTo(words);
        assertThat(weights.bits()).hasSize(stride * words);
    }

    @Test
    void bits_lieColumnWordByColumnWord() {
        StoredWeights weights = StoredWeights.of(2, 66, (row, column) -> row == 0 ? column == 65 : column == 2);
        long[] expected = new long[16];
        expected[8] = 0b10;
        expected[1] = 0b100;
        assertThat(weights.bits()).isEqualTo(expected);
    }

    @Test
    void isOne_readsBackEveryCell() {
        StoredWeights weights = StoredWeights.of(9, 130, (row, column) -> (row * 7 + column * 3) % 5 < 2);
        for (int row = 0; row < 9; row++) {
            for (int column = 0; column < 130; column++) {
                assertThat(weights.isOne(row, column)).as("%d, %d", row, column)
                        .isEqualTo((row * 7 + column * 3) % 5 < 2);
            }
        }
    }

    @Test
    void arrayWithoutCells_isRefused() {
        assertThatThrownBy(() -> StoredWeights.of(0, 4, (row, column) -> true)).hasMessage("an array of 0 x 4 cells");
        assertThatThrownBy(() -> StoredWeights.of(4, 0, (row, column) -> true)).hasMessage("an array of 4 x 0 cells");
    }
}
