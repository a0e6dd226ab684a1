package xnorsim.arrays.readout;

/**
 * Adds the deviations of the cells under active columns, row by row in ascending order of the columns: a fixed order, so
 * that every kernel gives the same bits. The scalar one is the truth, the vector one is tested against it.
 */
sealed interface SpreadKernel permits ScalarSpread, VectorSpread {

    /**
     * {@code sums[i] = base[i] + spread[active[0] * stride + i] + spread[active[1] * stride + i] + ...}, added from the left.
     *
     * @param stride rows rounded up to eight
     * @param count  active columns, those of {@code active[0..count-1]}
     */
    void sums(float[] spread, int stride, int[] active, int count, float[] base, float[] sums);
}
