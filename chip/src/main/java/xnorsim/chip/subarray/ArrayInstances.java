package xnorsim.chip.subarray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.analog.AnalogRows;
import xnorsim.arrays.analog.ArrayInstance;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Draws;
import xnorsim.arrays.readout.IdealReadout;
import xnorsim.arrays.readout.LevelReadout;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.rows.LevelArray;
import xnorsim.arrays.rows.ReadArray;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.neurons.MembraneMemory;
import xnorsim.neurons.UnitParameters;

/**
 * The manufactured subarrays of one copy of a layer, with deviations and faults, and their units. Immutable and shared
 * between simulations.
 *
 * @param transfer the analog chain, if any
 * @param slots    time slots of a time step, 1 or 2
 * @param arrays   Tr rows of Tc subarrays, rows in use only
 * @param keys     sampling keys of each subarray
 * @param units    units of each row tile, with deviating thresholds
 */
public record ArrayInstances(Optional<Transfer> transfer, int slots, List<List<ReadArray>> arrays, long[][] keys,
        List<UnitParameters> units) {

    public ArrayInstances {
        arrays = arrays.stream().map(List::copyOf).toList();
        units = List.copyOf(units);
    }

    /**
     * Place of subarrays on their chip: layer index, copy, and number of tile 0,0 among {@code arrays}.
     */
    public record Place(int layer, int copy, int first, int arrays) {}

    /** The arrays of one chip, drawn by the readout's seed and their place; empty if they count exactly. */
    public static Optional<ArrayInstances> of(Readout readout, ArrayWeights weights, int slots, Place place) {
        if (readout.isIdeal()) {
            return Optional.empty();
        }
        return switch (readout) {
            case IdealReadout _ -> Optional.empty();
            case AnalogReadout analog -> Optional.of(analog(analog, weights, slots, place));
            case LevelReadout levels -> Optional.of(levels(levels, weights, slots, place));
        };
    }

    private static ArrayInstances analog(AnalogReadout readout, ArrayWeights weights, int slots, Place place) {
        Transfer transfer = readout.transfer(weights.tile(0, 0).columns(), slots);
        Draws draws = readout.variation().draws();
        List<List<ReadArray>> all = new ArrayList<>();
        List<UnitParameters> units = new ArrayList<>();
        long[][] keys = new long[weights.rowTiles()][weights.columnTiles()];
        for (int r = 0; r < weights.rowTiles(); r++) {
            List<ReadArray> row = new ArrayList<>();
            for (int c = 0; c < weights.columnTiles(); c++) {
                row.add(new ArrayInstance(transfer, number(place, r * weights.columnTiles() + c),
                        inUse(weights, r, c)));
                keys[r][c] = AnalogRows.samplingKey(draws, place.layer, place.copy, r, c);
            }
            all.add(row);
            long key = Draws.at(draws.key(Draws.Kind.THRESHOLD), number(place, r * weights.columnTiles()));
            units.add(deviating(weights.units(r), readout.variation().thresholdSigma(), key));
        }
        return new ArrayInstances(Optional.of(transfer), slots, all, keys, units);
    }

    private static ArrayInstances levels(LevelReadout readout, ArrayWeights weights, int slots, Place place) {
        List<List<ReadArray>> all = new ArrayList<>();
        List<UnitParameters> units = new ArrayList<>();
        long[][] keys = new long[weights.rowTiles()][weights.columnTiles()];
        for (int r = 0; r < weights.rowTiles(); r++) {
            List<ReadArray> row = new ArrayList<>();
            for (int c = 0; c < weights.columnTiles(); c++) {
                StoredWeights stored = inUse(weights, r, c);
                int array = number(place, r * weights.columnTiles() + c);
                row.add(new LevelArray(stored, slots, readout.reader(stored.columns(), slots, array)));
                keys[r][c] = Draws.at(Draws.at(Draws.at(Draws.at(0, place.layer), place.copy), r), c);
            }
            all.add(row);
            units.add(weights.units(r));
        }
        return new ArrayInstances(Optional.empty(), slots, all, keys, units);
    }

    private static StoredWeights inUse(ArrayWeights weights, int rowTile, int columnTile) {
        StoredWeights tile = weights.tile(rowTile, columnTile);
        int used = weights.units(rowTile).units();
        return used == tile.rows() ? tile : StoredWeights.of(used, tile.columns(), tile::isOne);
    }

    /** Whether a comparator decides an image's last step. */
    boolean comparesLastStep() {
        return transfer.isPresent() && transfer.get().readout().comparesLastStep();
    }

    /** Droop of slot tau1 after a number of picoseconds. */
    double decay(long dtPs) {
        return transfer.isPresent() ? transfer.get().decay(dtPs) : 1;
    }

    private static int number(Place place, int tile) {
        return (place.first + tile) % place.arrays;
    }

    private static UnitParameters deviating(UnitParameters units, double sigma, long key) {
        if (sigma == 0) {
            return units;
        }
        long[] threshold = units.threshold().clone();
        for (int i = 0; i < threshold.length; i++) {
            double moved = threshold[i] + Math.scalb(sigma * Draws.normal(Draws.at(key, i)), units.shift());
            // An unbounded threshold stays unbounded: the unit never fires.
            threshold[i] = threshold[i] == Long.MAX_VALUE ? threshold[i] : Math.max(0, (long) Math.rint(moved));
        }
        return units.withThreshold(threshold);
    }

    /** For each unit of a row tile the largest dot, in levels, that does not fire, from membranes in a memory. */
    void bounds(int rowTile, MembraneMemory memory, int at, double[] bounds) {
        UnitParameters u = units.get(rowTile);
        for (int i = 0; i < u.units(); i++) {
            bounds[i] = Math.scalb(u.needed(i, memory.get(at + i)), -u.shift());
        }
    }
}
