package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Judges a kernel by eq. (10) written bit by bit on truth values: a cell counts where weight and spike agree. */
final class KernelOracle {

    private static final int[] ROWS = {1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 300, 512, 513};
    private static final int[] COLUMNS = {1, 63, 64, 65, 127, 128, 512, 513};
    private static final int UNTOUCHED = -77;

    private KernelOracle() {}

    /** All shapes that straddle a lane or a word bound. */
    static Stream<Arguments> bounds() {
        List<Arguments> shapes = new ArrayList<>();
        for (int rows : ROWS) {
            for (int columns : COLUMNS) {
                shapes.add(Arguments.of(rows, columns));
            }
        }
        return shapes.stream();
    }

    /** Random cells, of which the last {@code unused} columns are stored 1 and driven 0. */
    static void check(PopcountKernel kernel, int rows, int columns, int unused, long seed) {
        Random random = new Random(seed);
        boolean[][] weights = new boolean[rows][columns];
        boolean[] spikes = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            boolean used = column < columns - unused;
            spikes[column] = used && random.nextBoolean();
            for (int row = 0; row < rows; row++) {
                weights[row][column] = !used || random.nextBoolean();
            }
        }
        assertThat(popcounts(kernel, weights, spikes)).as("%s, %d x %d, %d unused, seed %d", kernel.name(), rows,
                columns, unused, seed).isEqualTo(agreeing(weights, spikes));
    }

    /** Counts of a kernel, one a row; fails if it writes beyond the result. */
    static int[] popcounts(PopcountKernel kernel, boolean[][] weights, boolean[] spikes) {
        StoredWeights stored = StoredWeights.of(weights.length, spikes.length, (row, column) -> weights[row][column]);
        long[] words = new long[stored.words()];
        for (int column = 0; column < spikes.length; column++) {
            if (spikes[column]) {
                words[column / 64] |= 1L << column % 64;
            }
        }
        int[] pop = new int[stored.stride() + 8];
        java.util.Arrays.fill(pop, UNTOUCHED);
        kernel.popcounts(stored.bits(), stored.stride(), stored.words(), words, spikes.length, pop);
        for (int k = stored.stride(); k < pop.length; k++) {
            assertThat(pop[k]).as("entry %d beyond the result", k).isEqualTo(UNTOUCHED);
        }
        return java.util.Arrays.copyOf(pop, weights.length);
    }

    private static int[] agreeing(boolean[][] weights, boolean[] spikes) {
        int[] pop = new int[weights.length];
        for (int row = 0; row < weights.length; row++) {
            for (int column = 0; column < spikes.length; column++) {
                if (weights[row][column] == spikes[column]) {
                    pop[row]++;
                }
            }
        }
        return pop;
    }
}
