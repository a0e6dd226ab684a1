package xnorsim.chip.subarray;

import java.util.Arrays;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.cell.CellGate;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.spikes.Bits;

/** dot(i) of all rows of a layer at once, group by group; most layers have one group. */
public final class GroupedSums {

    private final LayerSums[] groups;
    private final int fanIn;
    private final int channels;
    private final int[] dots;
    private final long[][] vectors;

    GroupedSums(CellGate gate, ArrayWeights weights, int slots, PopcountKernel kernel) {
        TileGrid grid = weights.grid();
        StoredWeights whole = weights.whole();
        this.groups = new LayerSums[grid.groups()];
        this.fanIn = grid.fanIn();
        this.channels = grid.groupChannels();
        for (int g = 0; g < groups.length; g++) {
            int first = g * channels;
            groups[g] = new LayerSums(gate,
                    groups.length == 1
                            ? whole
                            : StoredWeights.of(channels, fanIn, (row, column) -> whole.isOne(first + row, column)),
                    kernel);
        }
        this.dots = groups.length == 1 ? groups[0].dots() : new int[grid.channels()];
        this.vectors = new long[slots][Bits.words(fanIn)];
    }

    /** dot(i) of the last evaluation, one per row. */
    int[] dots() {
        return dots;
    }

    /** Sums one or two slots, whose vectors concatenate the inputs of all groups. */
    void evaluate(long[][] slots) {
        if (groups.length == 1) {
            evaluate(groups[0], slots);
            return;
        }
        for (int g = 0; g < groups.length; g++) {
            for (int s = 0; s < slots.length; s++) {
                Bits.slice(slots[s], g * fanIn, fanIn, vectors[s]);
            }
            evaluate(groups[g], vectors);
            System.arraycopy(groups[g].dots(), 0, dots, g * channels, channels);
        }
    }

    private static void evaluate(LayerSums sums, long[][] slots) {
        if (slots.length == 1) {
            sums.evaluate(slots[0]);
        } else {
            sums.evaluate(slots[0], slots[1]);
        }
    }

    /** The sums without a spike in any slot. */
    void silent(int slots, int[] to) {
        for (int g = 0; g < groups.length; g++) {
            groups[g].silent(slots, to, g * channels);
        }
    }

    /** Starts counting active cells (output not 0). */
    public void countActiveCells() {
        for (LayerSums group : groups) {
            group.countActiveCells();
        }
    }

    /** Active cells so far, counted per evaluation. */
    public long activeCells() {
        return Arrays.stream(groups).mapToLong(LayerSums::activeCells).sum();
    }
}
