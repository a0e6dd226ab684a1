package xnorsim.arrays.rows;

import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;

/** Rows with exact counts, converted by a {@link LevelReader}. */
final class LevelRows implements RowReader {

    private final StoredWeights stored;
    private final LevelReader reader;
    private final PopcountKernel kernel;
    private final int largest;
    private final int[][] pop;

    LevelRows(LevelArray array, PopcountKernel kernel) {
        this.stored = array.stored();
        this.reader = array.reader();
        this.kernel = kernel;
        this.largest = array.slots() * stored.columns();
        this.pop = new int[array.slots()][stored.stride()];
    }

    @Override
    public void evaluate(long[] columns, int slot) {
        kernel.popcounts(stored.bits(), stored.stride(), stored.words(), columns, stored.columns(), pop[slot]);
    }

    @Override
    public void addCodes(double decay, long firstKey, long lastKey, int[] codes, int at) {
        for (int row = 0; row < stored.rows(); row++) {
            codes[at + row] += code(row, lastKey);
        }
    }

    private int code(int row, long key) {
        int code = reader.code(row, levels(row, pop.length - 1), key);
        if (code < 0 || code > largest) {
            throw new IllegalStateException("reader " + reader.getClass().getName() + " of a readout gave code " + code
                    + ", expected 0.." + largest);
        }
        return code;
    }

    /** The content of a row's buffer after a slot. */
    int levels(int row, int slot) {
        return slot == 0 ? pop[0][row] : pop[0][row] + pop[1][row];
    }

    /** The count of a slot. */
    int pop(int row, int slot) {
        return pop[slot][row];
    }

    int rows() {
        return stored.rows();
    }
}
