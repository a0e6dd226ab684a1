package xnorsim.arrays;

import xnorsim.sim.KernelChoice;

/**
 * The inner loop of the simulator: per row of an array, the number of columns in which stored weight and spike agree,
 * popcount(XNOR(w, o)) of eq. (10), computed as M minus the mismatches popcount(w XOR o), so that padding with equal
 * bits is harmless.
 *
 * <p>Weights are stored column word by column word: word k of row i is {@code weights[k * stride + i]}, where stride is
 * a multiple of {@link #ROW_BLOCK}. There are two kernels: the scalar one is the reference, against which the vector
 * one is tested.
 */
public sealed interface PopcountKernel permits ScalarPopcount, VectorPopcount {

    /** Rows per storage block; the widest vector unit in use holds eight 64-bit lanes. */
    int ROW_BLOCK = 8;

    /** Name for logs and reports, such as {@code scalar}. */
    String name();

    /** Kind of this kernel, so that other kernels can match it. */
    KernelChoice kind();

    /**
     * Computes {@code pop[i] = width - sum over k of bitCount(weights[k * stride + i] ^ columns[k])} for all i below
     * stride.
     *
     * @param weights stored bits, at least words * stride
     * @param stride  rows rounded up to a multiple of {@link #ROW_BLOCK}
     * @param words   column words per row
     * @param columns spikes, 64 per word, at least {@code words} long
     * @param width   number of columns M
     * @param pop     result, at least stride entries; entries of rows that do not exist are undefined
     */
    void popcounts(long[] weights, int stride, int words, long[] columns, int width, int[] pop);

    /**
     * Sums two vectors through the same weights, dot of eq. (11), in one pass over the weights: {@code dot[i] = 2 *
     * width - sum over k of bitCount(w ^ first[k]) + bitCount(w ^ second[k])}.
     *
     * @param first  spikes of slot tau1, at least words
     * @param second spikes of slot tau2, at least words
     * @param dot    result, at least stride entries
     */
    void popcountSums(long[] weights, int stride, int words, long[] first, long[] second, int width, int[] dot);
}
