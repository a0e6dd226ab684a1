package xnorsim.chip.layout;

import java.util.List;
import java.util.OptionalInt;
import xnorsim.arrays.StoredWeights;
import xnorsim.neurons.UnitParameters;

/**
 * The contents of one layer's subarrays, immutable and shared between simulations.
 *
 * @param tiles Tr rows of Tc tiles each, all of N x M cells
 * @param rows  parameters of the units of each row tile; unused rows have none
 * @param whole all used cells as one array of C x K, for sums without observable registers
 * @param grid  rows and inputs of each tile
 */
public record ArrayWeights(List<List<StoredWeights>> tiles, List<UnitParameters> rows, StoredWeights whole,
        TileGrid grid) {

    public ArrayWeights {
        tiles = tiles.stream().map(List::copyOf).toList();
        rows = List.copyOf(rows);
    }

    /** Tr, the row tiles over all output channels. */
    public int rowTiles() {
        return tiles.size();
    }

    /** Tc, the column tiles over the inputs of a row. */
    public int columnTiles() {
        return tiles.getFirst().size();
    }

    /** The cells of one tile, N rows of M columns. */
    public StoredWeights tile(int rowTile, int columnTile) {
        return tiles.get(rowTile).get(columnTile);
    }

    /** {@link UnitParameters#membranesFitInts} of all rows. */
    public boolean membranesFitInts(long mostDot, int steps) {
        return rows.stream().allMatch(units -> units.membranesFitInts(mostDot, steps));
    }

    /** {@link UnitParameters#sufficientBits} of all rows. */
    public OptionalInt sufficientBits(long leastDot, long mostDot, int steps) {
        int bits = 0;
        for (UnitParameters units : rows) {
            OptionalInt own = units.sufficientBits(leastDot, mostDot, steps);
            if (own.isEmpty()) {
                return own;
            }
            bits = Math.max(bits, own.getAsInt());
        }
        return OptionalInt.of(bits);
    }

    /** The units of the rows of a row tile. */
    public UnitParameters units(int rowTile) {
        return rows.get(rowTile);
    }
}
