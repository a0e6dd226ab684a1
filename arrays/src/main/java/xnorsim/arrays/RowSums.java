package xnorsim.arrays;

/**
 * The sums that rows of ideal arrays deliver when nobody watches how: all cells of a layer as one array, both time slots at
 * once. Crossbar, capacitive buffer and converter, one after the other and tile by tile, give the same sums.
 */
public final class RowSums {

    private final StoredWeights weights;
    private final PopcountKernel kernel;
    private final int[] dots;

    /** Makes the sums of {@code weights}, which may be larger than any real array. */
    public RowSums(StoredWeights weights, PopcountKernel kernel) {
        this.weights = weights;
        this.kernel = kernel;
        this.dots = new int[weights.stride()];
    }

    /** dot(i) of the last evaluation, one a row; not to be written. */
    public int[] dots() {
        return dots;
    }

    /** One slot: dot = pop. */
    public void evaluate(long[] vector) {
        kernel.popcounts(weights.bits(), weights.stride(), weights.words(), vector, weights.columns(), dots);
    }

    /** Two slots: dot = pop of tau1 + pop of tau2. */
    public void evaluate(long[] first, long[] second) {
        kernel.popcountSums(weights.bits(), weights.stride(), weights.words(), first, second, weights.columns(), dots);
    }
}
