package xnorsim.arrays;

/** The plain kernel: the truth that the vector kernel is judged by. */
public final class ScalarPopcount implements PopcountKernel {

    /** Makes the kernel; it has no state. */
    public ScalarPopcount() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void popcounts(long[] weights, int stride, int words, long[] columns, int width, int[] pop) {
        for (int row = 0; row < stride; row++) {
            int mismatches = 0;
            for (int k = 0; k < words; k++) {
                mismatches += Long.bitCount(weights[k * stride + row] ^ columns[k]);
            }
            pop[row] = width - mismatches;
        }
    }

    @Override
    public void popcountSums(long[] weights, int stride, int words, long[] first, long[] second, int width,
            int[] dot) {
        for (int row = 0; row < stride; row++) {
            int mismatches = 0;
            for (int k = 0; k < words; k++) {
                long stored = weights[k * stride + row];
                mismatches += Long.bitCount(stored ^ first[k]) + Long.bitCount(stored ^ second[k]);
            }
            dot[row] = 2 * width - mismatches;
        }
    }
}
