package xnorsim.arrays.readout;

/** The plain kernel: the truth that the vector kernel is judged by. */
final class ScalarSpread implements SpreadKernel {

    @Override
    public void sums(float[] spread, int stride, int[] active, int count, float[] base, float[] sums) {
        System.arraycopy(base, 0, sums, 0, stride);
        for (int k = 0; k < count; k++) {
            int at = active[k] * stride;
            for (int i = 0; i < stride; i++) {
                sums[i] += spread[at + i];
            }
        }
    }
}
