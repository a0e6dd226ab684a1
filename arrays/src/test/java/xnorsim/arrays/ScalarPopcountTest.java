package xnorsim.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarPopcountTest {

    private final PopcountKernel kernel = new ScalarPopcount();

    @ParameterizedTest
    @MethodSource("xnorsim.arrays.KernelOracle#bounds")
    void popcounts_atLaneAndWordBounds_equalBitByBitCount(int rows, int columns) {
        KernelOracle.check(kernel, rows, columns, 0, 31L * rows + columns);
        KernelOracle.check(kernel, rows, columns, columns / 2, 37L * rows + columns);
    }

    @Test
    void popcounts_ofUnusedColumnsOnly_areZero() {
        KernelOracle.check(kernel, 9, 65, 65, 1);
        boolean[][] storedOnes = new boolean[9][65];
        for (boolean[] row : storedOnes) {
            java.util.Arrays.fill(row, true);
        }
        assertThat(KernelOracle.popcounts(kernel, storedOnes, new boolean[65])).containsOnly(0).hasSize(9);
    }

    @Test
    void popcounts_ofAgreementEverywhere_areTheWidth() {
        assertThat(KernelOracle.popcounts(kernel, new boolean[33][513], new boolean[513])).containsOnly(513)
                .hasSize(33);
    }
}
