package xnorsim.arrays.readout;

/**
 * The inner loops over the rows of an analog subarray. Every kernel does the same operations on a row in the same order, so
 * that all give the same bits; the scalar one is the truth, the vector one is tested against it.
 */
sealed interface RowKernel permits ScalarRows, VectorRows {

    /**
     * Adds the deviations of the cells under active columns: {@code sums[i] = base[i] + spread[active[0] * stride + i] + ...},
     * from the left.
     *
     * @param stride rows rounded up to eight
     * @param count  active columns, those of {@code active[0..count-1]}
     */
    void sums(float[] spread, int stride, int[] active, int count, float[] base, float[] sums);

    /**
     * What a sampling finds but for noise: {@code to[i] = (gain[i] * (pop[i] + deviation[i]) + shift[i]) * sampleGain +
     * sampleShift}; all arrays have at least {@code to.length} entries, a multiple of eight.
     */
    void sample(int[] pop, float[] deviation, double[] gain, double[] shift, double sampleGain, double sampleShift,
            double[] to);

    /**
     * Converts what needs no draw: {@code value = limited(first[i] * decay + last[i])}, or {@code limited(last[i])} if
     * {@code first} is empty; index = (value + offset[i] - lowest) / step. Where the index is by more than {@code window} away
     * from the next boundary, the code of the nearest index is added to {@code codes[at + i]}.
     *
     * @param doubtful the other rows of 0..rows-1, in ascending order
     * @return how many these are
     */
    int convert(Scale scale, double[] first, double[] last, double decay, double[] offset, double window, int rows,
            int[] codes, int at, int[] doubtful);

    /**
     * What a converter does to a value.
     *
     * @param floor   least value that reaches it, in levels
     * @param ceiling largest one
     * @param lowest  least code
     * @param step    levels from one code to the next
     * @param top     largest index of a code
     */
    record Scale(double floor, double ceiling, double lowest, double step, double top) {}
}
