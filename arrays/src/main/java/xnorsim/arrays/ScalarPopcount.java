package xnorsim.arrays;

import java.util.Arrays;
import xnorsim.sim.KernelChoice;

/**
 * The scalar kernel, the reference for the vector kernel. A column word is applied to all rows before the next one, a
 * loop that a compiler can vectorize.
 */
public final class ScalarPopcount implements PopcountKernel {

    /** Creates the kernel, which has no state. */
    public ScalarPopcount() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public KernelChoice kind() {
        return KernelChoice.SCALAR;
    }

    @Override
    public void popcounts(long[] weights, int stride, int words, long[] columns, int width, int[] pop) {
        Arrays.fill(pop, 0, stride, width);
        for (int k = 0; k < words; k++) {
            subtract(weights, k * stride, stride, columns[k], pop);
        }
    }

    @Override
    public void popcountSums(long[] weights, int stride, int words, long[] first, long[] second, int width, int[] dot) {
        Arrays.fill(dot, 0, stride, 2 * width);
        for (int k = 0; k < words; k++) {
            subtract(weights, k * stride, stride, first[k], dot);
            subtract(weights, k * stride, stride, second[k], dot);
        }
    }

    private static void subtract(long[] weights, int at, int rows, long x, int[] pop) {
        for (int row = 0; row < rows; row++) {
            pop[row] -= Long.bitCount(weights[at + row] ^ x);
        }
    }
}
