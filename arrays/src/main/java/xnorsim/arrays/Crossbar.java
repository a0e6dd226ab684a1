package xnorsim.arrays;

import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/**
 * The N x M XNOR array: all rows are compared with the columns in parallel, and each row's popcount of agreeing cells
 * becomes its {@code pop} (eq. (10), the sum over j of XNOR(w_ij, o_j)), 0..M.
 *
 * <p>Signal: {@code row<i>.pop}.
 */
public final class Crossbar {

    private final StoredWeights weights;
    private final PopcountKernel kernel;
    private final int[] pop;
    private final BankSignal.Driver popSignal;

    /** Builds an array that holds {@code weights} and counts with {@code kernel}. */
    public Crossbar(Scope scope, StoredWeights weights, PopcountKernel kernel) {
        this.weights = weights;
        this.kernel = kernel;
        this.pop = new int[weights.stride()];
        this.popSignal = scope.bank("row", weights.rows(), "pop", CapacitiveBuffer.widthOf(weights.columns()), false,
                BankSignal.Lanes.of(pop));
    }

    /** The stored weights. */
    public StoredWeights weights() {
        return weights;
    }

    /** The wires {@code row<i>.pop}. */
    public BankSignal popSignal() {
        return popSignal.signal();
    }

    /** The counts of the last evaluation, one per row; not to be written. */
    public int[] pop() {
        return pop;
    }

    /**
     * Evaluates all rows; in the update phase only.
     *
     * @param columns the column register, 64 spikes per word
     */
    public void evaluate(long[] columns) {
        kernel.popcounts(weights.bits(), weights.stride(), weights.words(), columns, weights.columns(), pop);
        popSignal.updated();
    }

    /** Evaluates some rows and leaves the others as they are; in the update phase only. */
    public void evaluate(long[] columns, int[] rows) {
        long[] bits = weights.bits();
        int stride = weights.stride();
        int words = weights.words();
        for (int row : rows) {
            int mismatches = 0;
            for (int k = 0; k < words; k++) {
                mismatches += Long.bitCount(bits[k * stride + row] ^ columns[k]);
            }
            pop[row] = weights.columns() - mismatches;
        }
        popSignal.updated();
    }
}
