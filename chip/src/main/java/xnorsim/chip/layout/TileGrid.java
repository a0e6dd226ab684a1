package xnorsim.chip.layout;

import xnorsim.chip.arch.Architecture;
import xnorsim.chip.spikes.Bits;
import xnorsim.network.Geometry;

/**
 * The tiling of a layer's rows and inputs into subarrays (docs/timing.md). The channels of a group share a vector of K
 * inputs and have their own row tiles; the groups' vectors are concatenated, and each is cut into Tc slices.
 *
 * @param groups   groups of channels, 1 if every row sees every input
 * @param channels C, output channels of all groups
 * @param fanIn    K, inputs of a row
 * @param rows     N, rows of a subarray
 * @param columns  M, columns of a subarray
 */
public record TileGrid(int groups, int channels, int fanIn, int rows, int columns) {

    static TileGrid of(Geometry g, Architecture a) {
        return new TileGrid(g.groups(), g.outputChannels(), g.fanIn(), a.rows(), a.columns());
    }

    /** Tr, row tiles of all groups. */
    public int rowTiles() {
        return groups * rowTilesOfGroup();
    }

    /** Row tiles that load the same slices. */
    public int rowTilesOfGroup() {
        return Math.ceilDiv(groupChannels(), rows);
    }

    /** Tc, column tiles whose sums are added. */
    public int columnTiles() {
        return Math.ceilDiv(fanIn, columns);
    }

    /** Output channels of a group. */
    public int groupChannels() {
        return channels / groups;
    }

    /** Inputs of all groups. */
    public int inputs() {
        return groups * fanIn;
    }

    /** Slices of all groups. */
    public int slices() {
        return groups * columnTiles();
    }

    /** The first output channel of a row tile. */
    public int firstRow(int rowTile) {
        int group = rowTile / rowTilesOfGroup();
        return group * groupChannels() + (rowTile - group * rowTilesOfGroup()) * rows;
    }

    /** Used rows of a row tile. */
    int rowsInUse(int rowTile) {
        return Math.min(rows, groupChannels() - rowTile % rowTilesOfGroup() * rows);
    }

    /** The slice loaded by a subarray. */
    public int slice(int rowTile, int columnTile) {
        return rowTile / rowTilesOfGroup() * columnTiles() + columnTile;
    }

    /** The first input of a slice, among those of all groups. */
    public int firstInput(int slice) {
        return slice / columnTiles() * fanIn + slice % columnTiles() * columns;
    }

    /** Inputs of a slice. */
    public int inputsInUse(int slice) {
        return Math.min(columns, fanIn - slice % columnTiles() * columns);
    }

    /** Cuts a slice out of the inputs of all groups. */
    public void cut(long[] inputs, int slice, long[] into) {
        Bits.slice(inputs, firstInput(slice), inputsInUse(slice), into);
    }

    /** Cuts the inputs of all groups into slices and returns the largest number of spikes in a slice. */
    public int mostSpikes(long[] inputs, long[][] slices) {
        int most = 0;
        for (int slice = 0; slice < slices.length; slice++) {
            cut(inputs, slice, slices[slice]);
            most = Math.max(most, Bits.ones(slices[slice]));
        }
        return most;
    }
}
