package xnorsim.chip.subarray;

import java.util.Arrays;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.RowSums;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.RowFunction;

/**
 * dot(i) of all rows of a layer at once, for any gate, and the number of active cells. The kernels count agreeing
 * cells; the sum of any other gate follows from that count, the spikes and the row's weights.
 */
final class LayerSums {

    private final RowFunction function;
    private final boolean countsAgreement;
    private final StoredWeights weights;
    private final RowSums rows;
    private final int[] dots;
    private boolean counting;
    private long activeCells;

    LayerSums(CellGate gate, StoredWeights weights, PopcountKernel kernel) {
        this.function = RowFunction.of(gate);
        this.countsAgreement = gate.countsAgreement();
        this.weights = weights;
        this.rows = new RowSums(weights, kernel);
        this.dots = rows.dots();
    }

    /** dot(i) of the last evaluation, one per row. */
    int[] dots() {
        return dots;
    }

    /** One slot. */
    void evaluate(long[] vector) {
        rows.evaluate(vector);
        finish(1, counting || !countsAgreement ? ones(vector) : 0);
    }

    /** Two slots. */
    void evaluate(long[] first, long[] second) {
        rows.evaluate(first, second);
        finish(2, counting || !countsAgreement ? ones(first) + ones(second) : 0);
    }

    /** Converts counts of agreeing cells to sums. */
    private void finish(int slots, int spikes) {
        if (counting) {
            count(slots, spikes);
        }
        for (int i = 0; !countsAgreement && i < weights.rows(); i++) {
            int zeros = slots * weights.zeros(i);
            dots[i] = function.sum(dots[i], spikes, slots * weights.columns() - zeros, zeros);
        }
    }

    private void count(int slots, int spikes) {
        for (int i = 0; i < weights.rows(); i++) {
            int zeros = slots * weights.zeros(i);
            int ones = slots * weights.columns() - zeros;
            int both = (dots[i] - zeros + spikes) >> 1;
            activeCells += function.activeOfWeights(zeros - spikes + both, spikes - both, ones - both, both);
        }
    }

    /** The sums without a spike in any slot: only the offsets of the rows. */
    void silent(int slots, int[] to, int at) {
        for (int i = 0; i < weights.rows(); i++) {
            int zeros = weights.zeros(i);
            to[at + i] = slots * function.offset(weights.columns() - zeros, zeros);
        }
    }

    /** Starts counting active cells (output not 0). */
    void countActiveCells() {
        counting = true;
    }

    /** Active cells so far, counted per evaluation. */
    long activeCells() {
        return activeCells;
    }

    private static int ones(long[] vector) {
        return Arrays.stream(vector).mapToInt(Long::bitCount).sum();
    }
}
