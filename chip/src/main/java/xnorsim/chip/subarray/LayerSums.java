package xnorsim.chip.subarray;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.RowSums;
import xnorsim.arrays.StoredWeights;
import xnorsim.chip.arch.Gate;

/** dot(i) of all rows of a layer at once, with whatever cells it has, and how many cells that takes. */
final class LayerSums {

    private final Gate gate;
    private final StoredWeights weights;
    private final RowSums rows;
    private final Optional<GateSums> others;
    private final int[] dots;
    private boolean counting;
    private long activeCells;

    LayerSums(Gate gate, StoredWeights weights, PopcountKernel kernel) {
        this.gate = gate;
        this.weights = weights;
        this.rows = new RowSums(weights, kernel);
        this.others = gate == Gate.XNOR ? Optional.empty() : Optional.of(new GateSums(gate, weights));
        this.dots = rows.dots();
    }

    /** dot(i) of the last evaluation, one a row. */
    int[] dots() {
        return dots;
    }

    /** One slot. */
    void evaluate(long[] vector) {
        if (others.isPresent()) {
            Arrays.fill(dots, 0);
            others.get().add(vector, dots);
        } else {
            rows.evaluate(vector);
        }
        if (counting) {
            countXnor();
            countProducts(vector);
        }
    }

    /** Two slots. */
    void evaluate(long[] first, long[] second) {
        if (others.isPresent()) {
            Arrays.fill(dots, 0);
            others.get().add(first, dots);
            others.get().add(second, dots);
        } else {
            rows.evaluate(first, second);
        }
        if (counting) {
            countXnor();
            countProducts(first);
            countProducts(second);
        }
    }

    /** The sums without a spike in any slot: every stored zero agrees, so that dot = slots * M1; 0 for other cells. */
    void silent(int slots, int[] to, int at) {
        for (int i = 0; i < weights.rows(); i++) {
            to[at + i] = gate == Gate.XNOR ? slots * weights.zeros(i) : 0;
        }
    }

    /** From now on the cells are counted whose output is not 0. */
    void countActiveCells() {
        counting = true;
    }

    /** Cells whose output was not 0, once for each evaluation. */
    long activeCells() {
        return activeCells;
    }

    /** An XNOR cell is active where it agrees. */
    private void countXnor() {
        for (int i = 0; gate == Gate.XNOR && i < weights.rows(); i++) {
            activeCells += dots[i];
        }
    }

    /** The other cells are active where a spike meets a weight, which is never 0. */
    private void countProducts(long[] vector) {
        for (int k = 0; gate != Gate.XNOR && k < vector.length; k++) {
            activeCells += (long) Long.bitCount(vector[k]) * weights.rows();
        }
    }
}
