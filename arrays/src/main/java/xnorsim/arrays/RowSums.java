package xnorsim.arrays;

import java.util.Optional;
import xnorsim.sim.KernelChoice;

/**
 * Row sums of ideal arrays without observable registers: a whole layer as one array, both time slots at once. The
 * result equals that of crossbar, capacitive buffer and converter, tile by tile. Sums are computed by rows over all
 * columns, or by columns over those with a spike, whichever is faster.
 */
public final class RowSums {

    /** Results are padded to whole vectors of sums. */
    private static final int RESULT_BLOCK = 16;

    private final StoredWeights weights;
    private final PopcountKernel kernel;
    /**
     * Created on demand: arrays with an analog readout never use it, and transposing the weights takes time and memory.
     */
    private Optional<ColumnSums> columns = Optional.empty();
    private final int[] fewSpikes;
    private final int[] dots;

    /** Prepares the sums of {@code weights}, which may be larger than a physical array. */
    public RowSums(StoredWeights weights, PopcountKernel kernel) {
        this.weights = weights;
        this.kernel = kernel;
        this.fewSpikes = new int[]{fewSpikes(weights, kernel, 1), fewSpikes(weights, kernel, 2)};
        this.dots = new int[resultLength(weights.rows())];
    }

    /** Length of a result for a number of rows. */
    static int resultLength(int rows) {
        return Math.ceilDiv(rows, RESULT_BLOCK) * RESULT_BLOCK;
    }

    /** Number of spikes in all slots up to which the sums by columns are faster; 0 if never. */
    private static int fewSpikes(StoredWeights weights, PopcountKernel kernel, int slots) {
        boolean possible = kernel.kind() == KernelChoice.VECTOR && ColumnSums.isPossible(weights.columns());
        return possible ? ColumnSums.most(weights, slots) : 0;
    }

    /** dot(i) of the last evaluation, one per row; not to be written. */
    public int[] dots() {
        return dots;
    }

    /** One slot: dot = pop. */
    public void evaluate(long[] vector) {
        if (fewSpikes[0] > 0 && spikes(vector) <= fewSpikes[0]) {
            columns().evaluate(vector, dots);
        } else {
            kernel.popcounts(weights.bits(), weights.stride(), weights.words(), vector, weights.columns(), dots);
        }
    }

    /** Two slots: dot = pop of tau1 + pop of tau2. */
    public void evaluate(long[] first, long[] second) {
        if (fewSpikes[1] > 0 && spikes(first) + spikes(second) <= fewSpikes[1]) {
            columns().evaluate(first, second, dots);
        } else {
            kernel.popcountSums(weights.bits(), weights.stride(), weights.words(), first, second, weights.columns(),
                    dots);
        }
    }

    private ColumnSums columns() {
        if (columns.isEmpty()) {
            columns = Optional.of(new ColumnSums(weights));
        }
        return columns.get();
    }

    private int spikes(long[] vector) {
        int spikes = 0;
        for (int k = 0; k < weights.words(); k++) {
            spikes += Long.bitCount(vector[k]);
        }
        return spikes;
    }
}
