package xnorsim.arrays.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.base.InputException;

class RowFunctionTest {

    /** An inverter of the stored bit, summed with a sign or not. */
    private record Table(int on11, int on01, int on10, int on00) implements CellGate {
        @Override
        public String key() {
            return "table";
        }

        @Override
        public String text() {
            return "";
        }

        @Override
        public int arraysPerTile() {
            return 1;
        }

        @Override
        public int output(int array, boolean stored, boolean spike) {
            if (spike) {
                return stored ? on11 : on01;
            }
            return stored ? on10 : on00;
        }
    }

    /** Cell by cell, in every subarray. */
    @Property(tries = 200)
    void sum_isThatOfTheCells_andAboveTheProductsByTheOffset(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 130) int m) {
        for (CellGate gate : CellGates.registry().all()) {
            SplittableRandom random = new SplittableRandom(seed);
            RowFunction function = RowFunction.of(gate);
            int sum = 0;
            int product = 0;
            int agreeing = 0;
            int spikes = 0;
            int ones = 0;
            long active = 0;
            long[] pairs = new long[4];
            for (int j = 0; j < m; j++) {
                boolean weight = random.nextBoolean();
                boolean spike = random.nextBoolean();
                ones += weight ? 1 : 0;
                spikes += spike ? 1 : 0;
                agreeing += weight == spike ? 1 : 0;
                product += !spike ? 0 : weight ? 1 : -1;
                for (int array = 0; array < gate.arraysPerTile(); array++) {
                    boolean stored = weight != gate.storesComplement(array);
                    sum += gate.output(array, stored, spike);
                    active += gate.output(array, stored, spike) != 0 ? 1 : 0;
                    pairs[(stored ? 2 : 0) + (spike ? 1 : 0)]++;
                }
            }
            assertThat(function.sum(agreeing, spikes, ones, m - ones)).as(gate.key()).isEqualTo(sum)
                    .isEqualTo(product + function.offset(ones, m - ones));
            assertThat((long) sum).isBetween(function.least(m), function.largest(m));
            assertThat(function.active(pairs[0], pairs[1], pairs[2], pairs[3])).as(gate.key()).isEqualTo(active);
        }
    }

    @ParameterizedTest
    @CsvSource({"xnor, true", "and, false", "ternary, false"})
    void countsAgreement_ofXnorAlone(String key, boolean counts) {
        assertThat(CellGates.of(key).countsAgreement()).isEqualTo(counts);
    }

    @Test
    void aGateWhoseRowsCannotMakeProducts_isRefused() {
        assertThatThrownBy(() -> RowFunction.of(new Table(1, 1, 0, 0))).isInstanceOf(InputException.class)
                .hasMessageContaining("by 1 at weight -1");
        assertThatThrownBy(() -> RowFunction.of(new Table(0, -2, -1, -1)))
                .hasMessageContaining("unused cells");
    }
}
