package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs without the vector module, too: plain sums need nothing of it. */
class RowSumsTest {

    @Test
    void plainKernel_sumsOneSlotAndTwo() {
        StoredWeights weights = StoredWeights.of(2, 3, (row, column) -> row == 1 || column == 0);
        RowSums sums = new RowSums(weights, new ScalarPopcount());
        sums.evaluate(new long[]{0b011});
        // 1,0,0 agrees with 1,1,0 in two columns, 1,1,1 in two.
        assertThat(sums.dots()).startsWith(2, 2);
        sums.evaluate(new long[]{0b011}, new long[]{0b000});
        assertThat(sums.dots()).startsWith(2 + 2, 2);
    }
}
