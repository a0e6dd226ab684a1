package xnorsim.arrays.analog;

/**
 * The inner loops over the rows of an analog subarray. Every kernel does the same operations on a row in the same
 * order, so that results are bit-identical; the scalar one is the reference, against which the vector one is tested.
 */
sealed interface RowKernel permits ScalarRows, VectorRows {

    /** Rows whose deviations are stored together. */
    int SPREAD_ROWS = 32;

    /**
     * Adds the deviations of the cells under driven columns: {@code sums[i] = base[i] + spread[...] + ...}, column by
     * column in ascending order.
     *
     * @param spread  deviation of cell (i, j) at {@code (i / 32 * columns + j) * 32 + i % 32}
     * @param columns columns M
     * @param driven  one bit per column, none beyond M
     * @param base    at least as long as {@code sums}
     * @param sums    one per row, a multiple of {@link #SPREAD_ROWS}
     */
    void sums(float[] spread, int columns, long[] driven, float[] base, float[] sums);

    /**
     * The sampled value without noise: {@code to[i] = (gain[i] * (pop[i] + deviation[i]) + shift[i]) * sampleGain +
     * sampleShift}; all arrays have at least {@code to.length} entries, a multiple of eight.
     */
    void sample(int[] pop, float[] deviation, double[] gain, double[] shift, double sampleGain, double sampleShift,
            double[] to);

    /**
     * Converts what needs no draw: {@code value = limited(first[i] * decay + last[i])}, or {@code limited(last[i])} if
     * {@code first} is empty; index = (value + offset[i] - lowest) * inverse. If the index is more than {@code window}
     * away from the next boundary, the code of the nearest index is added to {@code codes[at + i]}.
     *
     * @param doubtful the other rows of 0..rows-1, in ascending order
     * @return how many these are
     */
    int convert(Scale scale, double[] first, double[] last, double decay, double[] offset, double window, int rows,
            int[] codes, int at, int[] doubtful);

    /**
     * Converts noisy values that need no exact draws: each part of the value has a draw in the interval that {@link
     * NormalBounds} gives for its key and row, and if the nearest code is the same for all draws in their intervals, it
     * is added to {@code codes[at + i]}.
     *
     * @param first    empty with one slot
     * @param firstKey of the draws for {@code first}
     * @param lastKey  of those for {@code last}
     * @param doubtful the other rows of 0..rows-1, in ascending order
     * @return how many these are
     */
    int convertNoisy(Scale scale, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int rows, int[] codes, int at, int[] doubtful);

    /**
     * {@link FlashRows#addCodes} for all rows.
     *
     * @return number of undecided rows
     */
    int addFlashCodes(FlashRows converters, Scale scale, double[] index, double window, int[] codes, int at,
            int[] doubtful);

    /** The indices of {@link #convert}, {@code to[0..rows-1]}. */
    void index(Scale scale, double[] first, double[] last, double decay, double[] offset, int rows, double[] to);

    /**
     * The indices of {@link #convertNoisy} for draws in the middle of their intervals; NaN for wide intervals.
     */
    void indexNoisy(Scale scale, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int rows, double[] to);

    /**
     * The transfer of a converter.
     *
     * @param floor   smallest value that reaches it, in levels
     * @param ceiling largest value that reaches it
     * @param lowest  smallest code
     * @param step    levels from one code to the next
     * @param inverse of the step; a product with it has an error below {@link #ROUNDING}
     * @param top     largest index of a code
     * @param noise   standard deviation of a sampling, in levels
     */
    record Scale(double floor, double ceiling, double lowest, double step, double inverse, double top, double noise) {

        /** Far above rounding errors of values below 2^16, far below noise. */
        static final double ROUNDING = 1e-9;

        Scale(double floor, double ceiling, double lowest, double step, double top, double noise) {
            this(floor, ceiling, lowest, step, 1 / step, top, noise);
        }

        /** Whether values are not clamped and a code is a level. */
        boolean isPlain() {
            return step == 1 && floor == Double.NEGATIVE_INFINITY && ceiling == Double.POSITIVE_INFINITY;
        }

        /** The smallest window: the rounding error of an index. */
        double rounding() {
            return step == 1 ? 0 : ROUNDING / step;
        }

        /** Shift of an index, in codes, by draws that are off by a number of standard deviations. */
        double window(double deviations, double decay) {
            return (deviations * noise * (1 + decay) + ROUNDING) / step;
        }
    }
}
