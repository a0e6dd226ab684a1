package xnorsim.chip.subarray;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.cell.CellGate;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.spikes.Bits;

/**
 * dot(i) of all rows of a layer for several passes at once, each at its own place: the result of loading, evaluating,
 * buffering, sensing and adding their vectors.
 */
public final class PassSums {

    /**
     * Passes that a subarray with an analog readout serves in sequence while its deviations are in the L1 cache.
     */
    private static final int READ_PLACES = 16;

    private final GroupedSums ideal;
    private final Optional<ReadSums> read;
    private final long[][][] vectors;
    private final int[][] dots;
    private final ArrayTile.Held[] held;
    private final boolean[] silent;

    PassSums(CellGate gate, ArrayWeights weights, int slots, PopcountKernel kernel, Optional<ArrayInstances> made) {
        TileGrid grid = weights.grid();
        ideal = new GroupedSums(gate, weights, slots, kernel);
        read = made.map(arrays -> new ReadSums(arrays, grid, kernel, READ_PLACES));
        int places = made.isPresent() ? READ_PLACES : 1;
        vectors = new long[places][slots][Bits.words(grid.inputs())];
        dots = new int[places][];
        dots[0] = ideal.dots();
        for (int k = 1; k < places; k++) {
            dots[k] = new int[dots[0].length];
        }
        held = new ArrayTile.Held[places];
        Arrays.fill(held, ArrayTile.Held.NOTHING);
        silent = new boolean[places];
    }

    /** Maximum number of passes summed at once. */
    int places() {
        return dots.length;
    }

    /** Whether sums are not exact counts, so that they may depend on time and hold time. */
    boolean isRead() {
        return read.isPresent();
    }

    /** Sampling keys and hold times of subarrays that do not count exactly. */
    Optional<ReadSums> read() {
        return read;
    }

    /** The sums of ideal subarrays, for their active cells. */
    public GroupedSums ideal() {
        return ideal;
    }

    /** Buffer for the vector of a slot, one bit per input. */
    long[] vector(int place, int slot) {
        return vectors[place][slot];
    }

    /** Adds a pass at the place of its vectors. */
    void put(int place, ArrayTile.Held when) {
        held[place] = when;
        silent[place] = false;
    }

    /** Adds a pass without a spike at the place, which skips the subarrays. */
    void putSilence(int place) {
        silent[place] = true;
    }

    /** Sums the passes at the first {@code count} places. */
    void sum(int count) {
        for (int k = 0; k < count; k++) {
            if (silent[k]) {
                ideal.silent(vectors[k].length, dots[k]);
            } else if (read.isEmpty()) {
                ideal.evaluate(vectors[k]);
            }
        }
        if (read.isPresent()) {
            read.get().evaluate(count, vectors, silent, held, dots);
        }
    }

    /** dot(i) of the pass at a place, one per output channel; not to be written. */
    int[] dots(int place) {
        return dots[place];
    }
}
