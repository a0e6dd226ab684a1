package xnorsim.chip.subarray;

import java.util.Arrays;
import java.util.stream.IntStream;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.analog.AnalogRows;
import xnorsim.arrays.rows.RowReader;
import xnorsim.chip.layout.SampleTime;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.spikes.Bits;
import xnorsim.neurons.MembraneMemory;

/** dot(i) of all rows of a layer through its readout, without observable registers. */
final class ReadSums {

    private final ArrayInstances made;
    private final RowReader[][] rows;
    /** By row tile: its first output channel, its first slice, and whether it is the first one to load this slice. */
    private final int[] firstRow;
    private final int[] firstSlice;
    private final boolean[] cuts;
    /** By slice, its offset in a vector. */
    private final int[] from;
    private final int[] bits;
    private final boolean compares;
    /** By place and slot, the slice of a column tile. */
    private final long[][][] slices;
    private final double[] bounds;
    private final long[][] stepKeys;
    private long image = -1;
    private int timeStep = -1;
    private long holdPs = -1;
    private double decay;

    ReadSums(ArrayInstances made, TileGrid grid, PopcountKernel kernel, int places) {
        this.made = made;
        this.rows = made.arrays().stream()
                .map(row -> row.stream().map(one -> one.rows(kernel)).toArray(RowReader[]::new))
                .toArray(RowReader[][]::new);
        this.firstRow = IntStream.range(0, rows.length).map(grid::firstRow).toArray();
        this.firstSlice = IntStream.range(0, rows.length).map(r -> grid.slice(r, 0)).toArray();
        this.cuts = new boolean[rows.length];
        for (int r = 0; r < rows.length; r++) {
            cuts[r] = r == 0 || firstSlice[r] != firstSlice[r - 1];
        }
        this.from = IntStream.range(0, grid.slices()).map(grid::firstInput).toArray();
        this.bits = IntStream.range(0, grid.slices()).map(grid::inputsInUse).toArray();
        this.compares = made.comparesLastStep();
        this.slices = new long[places][made.slots()][Bits.words(grid.columns())];
        this.bounds = new double[grid.rows()];
        this.stepKeys = new long[rows.length][rows[0].length];
    }

    /** Whether a comparator decides instead of a conversion. */
    boolean compares(SampleTime moment) {
        return compares && moment.lastStep();
    }

    /** The key of the sampling of a slot in one subarray. */
    long key(int rowTile, int columnTile, SampleTime m, int slot) {
        if (m.image() != image || m.timeStep() != timeStep) {
            image = m.image();
            timeStep = m.timeStep();
            for (int r = 0; r < stepKeys.length; r++) {
                for (int c = 0; c < stepKeys[r].length; c++) {
                    stepKeys[r][c] = AnalogRows.stepKey(made.keys()[r][c], image, timeStep);
                }
            }
        }
        return AnalogRows.samplingKey(stepKeys[rowTile][columnTile], m.position(), slot);
    }

    /** Droop of slot tau1 after a number of picoseconds. */
    double decay(long dtPs) {
        if (dtPs != holdPs) {
            holdPs = dtPs;
            decay = made.decay(dtPs);
        }
        return decay;
    }

    /** The largest dot, in levels, that does not fire, for each unit of a row tile; overwritten by the next call. */
    double[] bounds(int rowTile, MembraneMemory memory, int at) {
        made.bounds(rowTile, memory, at + firstRow[rowTile], bounds);
        return bounds;
    }

    /**
     * Sums passes, subarray by subarray.
     *
     * @param vectors by place and slot
     * @param silent  places to skip
     * @param held    by place
     * @param dots    result by place, one per output channel
     */
    void evaluate(int places, long[][][] vectors, boolean[] silent, ArrayTile.Held[] held, int[][] dots) {
        for (int k = 0; k < places; k++) {
            if (!silent[k]) {
                Arrays.fill(dots[k], 0);
            }
        }
        for (int c = 0; c < rows[0].length; c++) {
            for (int r = 0; r < rows.length; r++) {
                for (int k = 0; k < places; k++) {
                    if (!silent[k]) {
                        if (cuts[r]) {
                            cut(vectors[k], firstSlice[r] + c, slices[k]);
                        }
                        evaluate(r, c, slices[k], held[k], dots[k]);
                    }
                }
            }
        }
    }

    private void cut(long[][] vectors, int slice, long[][] to) {
        for (int slot = 0; slot < vectors.length; slot++) {
            Bits.slice(vectors[slot], from[slice], bits[slice], to[slot]);
            Arrays.fill(to[slot], Bits.words(bits[slice]), to[slot].length, 0);
        }
    }

    private void evaluate(int r, int c, long[][] columns, ArrayTile.Held held, int[] dots) {
        RowReader tile = rows[r][c];
        int last = columns.length - 1;
        for (int slot = 0; slot <= last; slot++) {
            tile.evaluate(columns[slot], slot);
        }
        SampleTime moment = held.moment();
        long first = key(r, c, moment, 0);
        long second = last == 0 ? first : key(r, c, moment, last);
        double left = decay(held.holdPs());
        if (compares(moment)) {
            tile.decide(left, first, second, bounds(r, held.memory(), held.at()), dots, firstRow[r]);
        } else {
            tile.addCodes(left, first, second, dots, firstRow[r]);
        }
    }
}
