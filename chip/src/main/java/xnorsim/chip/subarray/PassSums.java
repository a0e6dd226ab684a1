package xnorsim.chip.subarray;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.cell.CellGate;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.spikes.Bits;

/**
 * dot(i) of all rows of a layer for several passes at once, each at a place of its own: what loading, evaluating,
 * buffering, sensing and adding their vectors come to.
 */
public final class PassSums {

    /**
     * Passes that a subarray with a readout serves one behind the other, while its deviations are in the first cache.
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

    /** How many passes can be summed at once. */
    int places() {
        return dots.length;
    }

    /** Whether sums are no counts, so that they may depend on the moment and on the time held. */
    boolean isRead() {
        return read.isPresent();
    }

    /** The keys and times of subarrays that do not count exactly. */
    Optional<ReadSums> read() {
        return read;
    }

    /** The sums of ideal subarrays, for what they count. */
    public GroupedSums ideal() {
        return ideal;
    }

    /** Where the vector of a slot is put, one bit per input. */
    long[] vector(int place, int slot) {
        return vectors[place][slot];
    }

    /** A pass is at the place whose vectors are there. */
    void put(int place, ArrayTile.Held when) {
        held[place] = when;
        silent[place] = false;
    }

    /** A pass without a spike is at the place, which goes past the subarrays. */
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

    /** dot(i) of the pass at a place, one an output channel; not to be written. */
    int[] dots(int place) {
        return dots[place];
    }
}
