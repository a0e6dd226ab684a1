package xnorsim.arrays.analog;

/**
 * The inner loops over the rows of an analog subarray. Every kernel does the same operations on a row in the same
 * order, so that all give the same bits; the scalar one is the truth, the vector one is tested against it.
 */
sealed interface RowKernel permits ScalarRows, VectorRows {

    /** Rows whose deviations lie together. */
    int SPREAD_ROWS = 32;

    /**
     * Adds the deviations of the cells under driven columns: {@code sums[i] = base[i] + spread[...] + ...}, column by
     * column in ascending order.
     *
     * @param spread  deviation of cell (i, j) at {@code (i / 32 * columns + j) * 32 + i % 32}
     * @param columns columns M
     * @param driven  one bit a column, none beyond M
     * @param base    at least as long as {@code sums}
     * @param sums    one a row, a multiple of {@link #SPREAD_ROWS}
     */
    void sums(float[] spread, int columns, long[] driven, float[] base, float[] sums);

    /**
     * What a sampling finds but for noise: {@code to[i] = (gain[i] * (pop[i] + deviation[i]) + shift[i]) * sampleGain +
     * sampleShift}; all arrays have at least {@code to.length} entries, a multiple of eight.
     */
    void sample(int[] pop, float[] deviation, double[] gain, double[] shift, double sampleGain, double sampleShift,
            double[] to);

    /**
     * Converts what needs no draw: {@code value = limited(first[i] * decay + last[i])}, or {@code limited(last[i])} if
     * {@code first} is empty; index = (value + offset[i] - lowest) * inverse. Where the index is by more than
     * {@code window} away from the next boundary, the code of the nearest index is added to {@code codes[at + i]}.
     *
     * @param doubtful the other rows of 0..rows-1, in ascending order
     * @return how many these are
     */
    int convert(Scale scale, double[] first, double[] last, double decay, double[] offset, double window, int rows,
            int[] codes, int at, int[] doubtful);

    /**
     * Converts with noise that can be decided without exact draws: the value's parts each have the draw
     * {@link NormalBounds} gives for their key and row, and where the nearest code is the same wherever the draws are
     * in their intervals, it is added to {@code codes[at + i]}.
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
     * What {@link FlashRows#addCodes} does, for all rows.
     *
     * @return how many are doubtful
     */
    int addFlashCodes(FlashRows converters, Scale scale, double[] index, double window, int[] codes, int at,
            int[] doubtful);

    /** The indices of {@link #convert}, {@code to[0..rows-1]}. */
    void index(Scale scale, double[] first, double[] last, double decay, double[] offset, int rows, double[] to);

    /**
     * The indices of {@link #convertNoisy}, of the draws in the middle of their intervals; not a number where an
     * interval is one of the wide ones.
     */
    void indexNoisy(Scale scale, double[] first, double[] last, double decay, double[] offset, long firstKey,
            long lastKey, int rows, double[] to);

    /**
     * What a converter does to a value.
     *
     * @param floor   least value that reaches it, in levels
     * @param ceiling largest one
     * @param lowest  least code
     * @param step    levels from one code to the next
     * @param inverse of the step; a product with it may be off by less than {@link #ROUNDING}
     * @param top     largest index of a code
     * @param noise   standard deviation of a sampling, in levels
     */
    record Scale(double floor, double ceiling, double lowest, double step, double inverse, double top, double noise) {

        /** Far more than what rounding does to values below 2^16, far less than noise. */
        static final double ROUNDING = 1e-9;

        Scale(double floor, double ceiling, double lowest, double step, double top, double noise) {
            this(floor, ceiling, lowest, step, 1 / step, top, noise);
        }

        /** Whether nothing limits a value and a code is a level. */
        boolean isPlain() {
            return step == 1 && floor == Double.NEGATIVE_INFINITY && ceiling == Double.POSITIVE_INFINITY;
        }

        /** The least window: what rounding alone may do to an index. */
        double rounding() {
            return step == 1 ? 0 : ROUNDING / step;
        }

        /** How far, in codes, draws that are off by so many standard deviations move an index. */
        double window(double deviations, double decay) {
            return (deviations * noise * (1 + decay) + ROUNDING) / step;
        }
    }
}
