package xnorsim.arrays;

import java.util.Optional;
import xnorsim.sim.KernelChoice;

/**
 * The sums that rows of ideal arrays deliver when nobody watches how: all cells of a layer as one array, both time
 * slots at once. Crossbar, capacitive buffer and converter, one after the other and tile by tile, give the same sums.
 * They are found by rows, all columns of one at a time, or by columns, those with a spike alone, whichever takes less
 * time.
 */
public final class RowSums {

    /** Results are as long as whole vectors of sums. */
    private static final int RESULT_BLOCK = 16;

    private final StoredWeights weights;
    private final PopcountKernel kernel;
    /**
     * Empty until asked for: arrays that are read out analog never do, and turning the weights takes time and memory.
     */
    private Optional<ColumnSums> columns = Optional.empty();
    private final int[] fewSpikes;
    private final int[] dots;

    /** Makes the sums of {@code weights}, which may be larger than any real array. */
    public RowSums(StoredWeights weights, PopcountKernel kernel) {
        this.weights = weights;
        this.kernel = kernel;
        this.fewSpikes = new int[]{fewSpikes(weights, kernel, 1), fewSpikes(weights, kernel, 2)};
        this.dots = new int[resultLength(weights.rows())];
    }

    /** Length of a result for so many rows. */
    static int resultLength(int rows) {
        return Math.ceilDiv(rows, RESULT_BLOCK) * RESULT_BLOCK;
    }

    /** Up to how many spikes in so many slots the sums by columns are the faster ones; 0 if never. */
    private static int fewSpikes(StoredWeights weights, PopcountKernel kernel, int slots) {
        boolean possible = kernel.kind() == KernelChoice.VECTOR && ColumnSums.isPossible(weights.columns());
        return possible ? ColumnSums.most(weights, slots) : 0;
    }

    /** dot(i) of the last evaluation, one a row; not to be written. */
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
