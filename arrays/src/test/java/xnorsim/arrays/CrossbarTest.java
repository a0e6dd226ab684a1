package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossbarTest {

    private static final String[] ROWS = {"1010", "0000", "1111"};

    private final Wires wires = new Wires();
    private final Crossbar crossbar = new Crossbar(wires.scope(),
            StoredWeights.of(3, 4, (row, column) -> ROWS[row].charAt(column) == '1'), new ScalarPopcount());

    @Test
    void evaluate_countsAgreeingCellsAndTellsTheRowsThatChanged() {
        wires.watch(crossbar.popSignal());
        for (String columns : new String[]{"0000", "1000", "1000", "1111"}) {
            wires.write(() -> crossbar.evaluate(Wires.bits(columns)));
        }
        assertThat(wires.history()).containsExactly("1 row0.pop 2", "1 row1.pop 4", "2 row0.pop 3", "2 row1.pop 3",
                "2 row2.pop 1", "4 row0.pop 2", "4 row1.pop 0", "4 row2.pop 4");
        assertThat(crossbar.pop()).startsWith(2, 0, 4);
    }

    @Test
    void pop_isZeroBeforeTheFirstEvaluation() {
        assertThat(crossbar.pop()).hasSize(8).containsOnly(0);
        assertThat(crossbar.popSignal().lanes()).isEqualTo(3);
        assertThat(crossbar.weights().zeros(1)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "63, 6", "64, 7", "127, 7", "128, 8", "16383, 14", "16384, 15"})
    void popWire_isWideEnoughForAllColumns(int columns, int width) {
        Crossbar one = new Crossbar(new Wires().scope(), StoredWeights.of(1, columns, (row, column) -> true),
                new ScalarPopcount());
        assertThat(one.popSignal().width()).isEqualTo(width);
    }
}
