package xnorsim.analog.chance;

import java.util.Arrays;
import java.util.Random;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.analog.AnalogRows;
import xnorsim.arrays.analog.ArrayInstance;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;

/** One row and its vectors on many chips: the simulator's own parts, each row of each chip drawn anew. */
final class ManyRows {

    private static final int ROWS = 512;

    private final AnalogReadout readout;
    private final int columns;
    private final int slots;
    private final long holdPs;
    private final StoredWeights stored;
    private final long[][] vectors;
    private final CellCounts cells;

    /** A row of which about half agree; the last few columns are not in use. */
    ManyRows(AnalogReadout readout, int columns, int slots, long holdPs) {
        this.readout = readout;
        this.columns = columns;
        this.slots = slots;
        this.holdPs = holdPs;
        Random random = new Random(5);
        boolean[] row = new boolean[columns];
        boolean[][] spikes = new boolean[2][columns];
        for (int j = 0; j < columns; j++) {
            boolean inUse = j < columns - 5;
            row[j] = !inUse || random.nextBoolean();
            spikes[0][j] = inUse && random.nextBoolean();
            spikes[1][j] = inUse && random.nextInt(3) == 0;
        }
        if (slots == 1) {
            spikes[0] = spikes[1];
        }
        this.stored = StoredWeights.of(ROWS, columns, (r, c) -> row[c]);
        this.cells = CellCounts.of(row, spikes[0], spikes[1]);
        this.vectors = new long[2][(columns + 63) / 64];
        for (int slot = 0; slot < 2; slot++) {
            for (int j = 0; j < columns; j++) {
                vectors[slot][j >> 6] |= spikes[slot][j] ? 1L << j : 0;
            }
        }
    }

    Transfer transfer() {
        return readout.transfer(columns, slots);
    }

    CellCounts cells() {
        return cells;
    }

    long holdPs() {
        return holdPs;
    }

    /** How often each error is drawn, error 0 at index 2 * columns. */
    long[] errors(int draws) {
        long[] seen = new long[4 * columns + 1];
        int dot = slots == 2 ? cells.pop(0) + cells.pop(1) : cells.pop(1);
        // A dead column is dead for all rows of a subarray: then each row is to be of a subarray of its own.
        int rowsOfAChip = readout.variation().deadColumnRate() > 0 ? 1 : ROWS;
        int[] codes = new int[ROWS];
        int done = 0;
        for (int chip = 0; done < draws; chip++) {
            Variation v = readout.variation().withChip(chip);
            Transfer transfer = readout.withVariation(v).transfer(columns, slots);
            StoredWeights intended = rowsOfAChip == ROWS ? stored : StoredWeights.of(1, columns, stored::isOne);
            AnalogRows rows = new AnalogRows(new ArrayInstance(transfer, 0, intended), new ScalarPopcount());
            for (int slot = 0; slot < slots; slot++) {
                rows.evaluate(vectors[slots == 2 ? slot : 1], slot);
            }
            Arrays.fill(codes, 0);
            long key = AnalogRows.samplingKey(v.draws(), 0, 0, 0, 0);
            rows.addCodes(transfer.decay(holdPs), AnalogRows.samplingKey(AnalogRows.stepKey(key, 0, 0), 0, 0),
                    AnalogRows.samplingKey(AnalogRows.stepKey(key, 0, 0), 0, slots - 1), codes, 0);
            for (int r = 0; r < rowsOfAChip && done < draws; r++, done++) {
                seen[2 * columns + codes[r] - dot]++;
            }
        }
        return seen;
    }
}
