package xnorsim.chip.subarray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import xnorsim.arrays.ColumnDecoder;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.RowFunction;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.LayerTiming;
import xnorsim.chip.layout.PassSource;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.spikes.Bits;
import xnorsim.neurons.NeuronUnits;
import xnorsim.neurons.MembraneMemory;
import xnorsim.neurons.MembraneOverflowException;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * The data path of one layer: Tr x Tc subarrays in lockstep. All row tiles of a column tile, and of one group of
 * channels, see the same slice of the vector; the codes of the column tiles are added and integrated by the IF units of
 * the row tile. A single subarray is the 1 x 1 case.
 */
public final class LockstepTiles {

    private static final int[] NO_ROWS = {};

    private final ColumnDecoder[] decoders;
    private final ArrayTile[][] tiles;
    private final NeuronUnits[] units;
    private final PassSums sums;
    private final int adderLevels;
    private final int[] dots;
    private final long[] vector;
    private final long[][] slices;
    private final Signal[] allSignals;
    /** Per row tile whether its units are observed and so must show each phase. */
    private final boolean[] shownUnits;
    /** Per row tile the observed rows, if its units serve only these; else none. */
    private final int[][] shownRows;
    /** Per column tile whether its columns must be loaded. */
    private final boolean[] shownColumns;
    private boolean partial;
    private final TileGrid grid;
    /** First input and length of each slice. */
    private final int[] firstInput;
    private final int[] inputsInUse;
    /** The first output channel of each row tile. */
    private final int[] firstRow;
    /** A membrane width sufficient for every input; unknown if the converters bound the sums. */
    private final OptionalInt sufficientBits;

    /** The Tr x Tc subarrays of one copy of a layer. */
    public LockstepTiles(Scope scope, ArrayWeights weights, Architecture architecture, int slots, PopcountKernel kernel,
            Optional<ArrayInstances> made) {
        int rowTiles = weights.rowTiles();
        int columnTiles = weights.columnTiles();
        boolean single = rowTiles * columnTiles == 1;
        grid = weights.grid();
        decoders = new ColumnDecoder[grid.slices()];
        tiles = new ArrayTile[rowTiles][columnTiles];
        units = new NeuronUnits[rowTiles];
        CellGate gate = architecture.chip().gate();
        RowFunction function = RowFunction.of(gate);
        sums = new PassSums(gate, weights, slots, kernel, made);
        adderLevels = LayerTiming.adderLevels(columnTiles * gate.arraysPerTile());
        dots = sums.dots(0);
        vector = new long[Bits.words(grid.inputs())];
        shownUnits = new boolean[rowTiles];
        shownRows = new int[rowTiles][];
        Arrays.fill(shownRows, NO_ROWS);
        shownColumns = new boolean[decoders.length];
        firstInput = IntStream.range(0, decoders.length).map(grid::firstInput).toArray();
        inputsInUse = IntStream.range(0, decoders.length).map(grid::inputsInUse).toArray();
        firstRow = IntStream.range(0, rowTiles).map(grid::firstRow).toArray();
        slices = new long[decoders.length][Bits.words(architecture.columns())];
        long mostDot = (long) slots * IntStream.range(0, columnTiles).map(c -> inputsInUse[c]).sum();
        sufficientBits = made.isPresent()
                ? OptionalInt.empty()
                : weights.sufficientBits(function.least(mostDot), function.largest(mostDot),
                        architecture.timeSteps());
        for (int c = 0; c < decoders.length; c++) {
            decoders[c] = new ColumnDecoder(single ? scope : scope.child("column_" + c), architecture.columns(),
                    architecture.busWidth(), architecture.doubleBuffered());
        }
        for (int r = 0; r < rowTiles; r++) {
            for (int c = 0; c < columnTiles; c++) {
                Scope own = single ? scope : scope.child("tile_" + r + "_" + c);
                tiles[r][c] = made.isPresent()
                        ? new ReadTile(own, made.get().arrays().get(r).get(c), sums.read().orElseThrow(), r, c, slots,
                                architecture.rows(), kernel)
                        : new CountedTile(own, weights.tile(r, c), slots, kernel);
            }
            units[r] = new NeuronUnits(single ? scope : scope.child("units_" + r),
                    made.isPresent() ? made.get().units().get(r) : weights.units(r), kernel.kind());
        }
        Set<Signal> signals = new LinkedHashSet<>();
        for (int r = 0; r < rowTiles; r++) {
            for (int c = 0; c < columnTiles; c++) {
                signals.addAll(signals(r, c));
            }
        }
        allSignals = signals.toArray(Signal[]::new);
    }

    /** Beats of one vector. */
    int beats() {
        return decoders[0].beats();
    }

    /** Levels of the adder tree over the subarrays whose sums are added, R = ceil(log2 Tc) for XNOR cells. */
    int adderLevels() {
        return adderLevels;
    }

    /** Most spikes of {@link #vector} that one column tile takes. */
    int mostSpikes() {
        return grid.mostSpikes(vector, slices);
    }

    /** Buffer for the next vector before its prefetch, one bit per input. */
    public long[] vector() {
        return vector;
    }

    /** Buffer for the vector of a slot before loading, and for {@link #sum}. */
    public long[] vector(int slot) {
        return sums.vector(0, slot);
    }

    /** Cuts a vector into the slices of the column tiles to be loaded. */
    void slice(long[] whole) {
        for (int c = 0; c < slices.length; c++) {
            if (shownColumns[c]) {
                Bits.slice(whole, firstInput[c], inputsInUse[c], slices[c]);
            }
        }
    }

    /** Whether anything is observed. */
    boolean isWatched() {
        for (Signal signal : allSignals) {
            if (signal.isWatched()) {
                return true;
            }
        }
        return false;
    }

    /** Whether single beats are observable: by the columns or the latch. */
    boolean beatsAreWatched() {
        for (ColumnDecoder decoder : decoders) {
            if (decoder.isWatched()) {
                return true;
            }
        }
        return false;
    }

    /** Whether membranes, and so their clearing, are observed. */
    boolean membranesAreWatched() {
        for (NeuronUnits row : units) {
            if (row.membraneSignal().isWatched()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Determines the observed rows; to be called before a job. If some are not observed, the components serve only the
     * observed ones and {@link #sum} covers all.
     */
    void chooseRows() {
        partial = false;
        for (int c = 0; c < decoders.length; c++) {
            shownColumns[c] = decoders[c].isWatched()
                    || decoders[c].fullSignal().filter(Signal::isWatched).isPresent();
        }
        for (int r = 0; r < units.length; r++) {
            shownUnits[r] = units[r].membraneSignal().isWatched() || units[r].spikeSignal().isWatched();
            for (int c = 0; c < tiles[r].length; c++) {
                tiles[r][c].chooseRows();
                shownColumns[grid.slice(r, c)] |= tiles[r][c].isShown();
                partial |= !tiles[r][c].isWhollyShown();
            }
        }
        if (!partial) {
            Arrays.fill(shownUnits, true);
        }
        for (int r = 0; r < units.length; r++) {
            int[] rows = watchedRows(units[r]);
            shownRows[r] = partial && units[r].canServeRows() && rows.length < units[r].units() ? rows : NO_ROWS;
        }
    }

    private static int[] watchedRows(NeuronUnits units) {
        BitSet watched = units.membraneSignal().watchedLanes();
        watched.or(units.spikeSignal().watchedLanes());
        return watched.stream().toArray();
    }

    /** Whether some rows are not observed, so that {@link #sum} must replace the components. */
    boolean isPartial() {
        return partial;
    }

    /** The waveform signals of one subarray, without those of its sequencer. */
    public List<Signal> signals(int rowTile, int columnTile) {
        List<Signal> signals = new ArrayList<>();
        ColumnDecoder decoder = decoders[grid.slice(rowTile, columnTile)];
        signals.add(decoder.columnsSignal());
        decoder.shadowSignal().ifPresent(signals::add);
        decoder.fullSignal().ifPresent(signals::add);
        signals.addAll(tiles[rowTile][columnTile].signals());
        signals.add(units[rowTile].membraneSignal());
        signals.add(units[rowTile].spikeSignal());
        return signals;
    }

    void load(int beat, boolean event) {
        for (int c = 0; c < decoders.length; c++) {
            if (shownColumns[c] && event) {
                decoders[c].loadEvent(beat, slices[c]);
            } else if (shownColumns[c]) {
                decoders[c].load(beat, slices[c]);
            }
        }
    }

    void loadAll() {
        for (int c = 0; c < decoders.length; c++) {
            if (shownColumns[c]) {
                decoders[c].loadAll(slices[c]);
            }
        }
    }

    void prefetch(int beat, boolean event, boolean last) {
        for (int c = 0; c < decoders.length; c++) {
            if (shownColumns[c] && event) {
                decoders[c].prefetchEvent(beat, slices[c], last);
            } else if (shownColumns[c]) {
                decoders[c].prefetch(beat, slices[c]);
            }
        }
    }

    void prefetchAll() {
        for (int c = 0; c < decoders.length; c++) {
            if (shownColumns[c]) {
                decoders[c].prefetchAll(slices[c]);
            }
        }
    }

    void take() {
        for (int c = 0; c < decoders.length; c++) {
            if (shownColumns[c]) {
                decoders[c].take();
            }
        }
    }

    void clearMembranes() {
        for (NeuronUnits row : units) {
            row.clear();
        }
    }

    /** Inputs of analog subarrays for a pass. */
    ArrayTile.Held held(PassSource plan, long pass, long holdPs) {
        return sums.isRead()
                ? new ArrayTile.Held(plan.moment(pass), holdPs, plan.membraneMemory(), plan.membraneAddress(pass))
                : ArrayTile.Held.NOTHING;
    }

    void evaluate(int slot) {
        for (int r = 0; r < tiles.length; r++) {
            for (int c = 0; c < tiles[r].length; c++) {
                if (tiles[r][c].isShown()) {
                    tiles[r][c].evaluate(decoders[grid.slice(r, c)].columns(), slot);
                }
            }
        }
    }

    void buffer(int slot, ArrayTile.Held held) {
        for (ArrayTile[] row : tiles) {
            for (ArrayTile tile : row) {
                if (tile.isShown()) {
                    tile.buffer(slot, held);
                }
            }
        }
    }

    void sense(ArrayTile.Held held) {
        for (ArrayTile[] row : tiles) {
            for (ArrayTile tile : row) {
                if (tile.isShown()) {
                    tile.sense(held);
                }
            }
        }
    }

    /** The added codes of the column tiles: the adder tree's output to the units. */
    void addCodes() {
        for (int r = 0; r < units.length; r++) {
            int first = firstRow[r];
            int used = units[r].units();
            System.arraycopy(tiles[r][0].code(), 0, dots, first, used);
            for (int c = 1; c < tiles[r].length; c++) {
                int[] code = tiles[r][c].code();
                for (int i = 0; i < used; i++) {
                    dots[first + i] += code[i];
                }
            }
        }
    }

    /** The sums of the pass whose vectors are loaded, for all rows. */
    public void sum(ArrayTile.Held held) {
        sums.put(0, held);
        sums.sum(1);
    }

    /** The sums of a pass without a spike. */
    public void silentSum() {
        sums.putSilence(0);
        sums.sum(1);
    }

    /** The sums of all rows, for several passes. */
    public PassSums sums() {
        return sums;
    }

    /**
     * Loads the membranes from a memory and integrates; unobserved units fire at once, and their spikes and membranes
     * are ready for the next edge.
     */
    void integrate(MembraneMemory memory, int at) {
        for (int r = 0; r < units.length; r++) {
            int first = firstRow[r];
            try {
                if (shownRows[r].length != 0) {
                    units[r].integrate(memory, at + first, dots, first, shownRows[r]);
                } else if (shownUnits[r]) {
                    units[r].restore(memory, at + first);
                    units[r].integrate(dots, first);
                } else {
                    units[r].integrateAndFire(memory, at + first, dots, first);
                }
            } catch (MembraneOverflowException e) {
                throw inRowTile(r, e);
            }
        }
    }

    /** The observed units fire, and their membranes are stored. */
    void fire(MembraneMemory memory, int at) {
        for (int r = 0; r < units.length; r++) {
            if (shownRows[r].length != 0) {
                units[r].fire(memory, at + firstRow[r], shownRows[r]);
            } else if (shownUnits[r]) {
                units[r].fire();
                units[r].save(memory, at + firstRow[r]);
            }
        }
    }

    /** {@link #integrate} and {@link #fire} in one, without observers, for the sums of a place. */
    void integrateAndFire(MembraneMemory memory, int at, int place) {
        int[] sum = sums.dots(place);
        for (int r = 0; r < units.length; r++) {
            try {
                units[r].integrateAndFire(memory, at + firstRow[r], sum, firstRow[r]);
            } catch (MembraneOverflowException e) {
                throw inRowTile(r, e);
            }
        }
    }

    private MembraneOverflowException inRowTile(int rowTile, MembraneOverflowException e) {
        return new MembraneOverflowException(firstRow[rowTile] + e.unit(), e.membrane(), e.membraneBits(),
                sufficientBits);
    }

    /** dot(i) of every output channel. */
    public int[] dots() {
        return dots;
    }

    /** The IF units of a row tile. */
    public NeuronUnits units(int rowTile) {
        return units[rowTile];
    }

    /** Tr, the row tiles. */
    public int rowTiles() {
        return units.length;
    }

    /** The first output channel of a row tile. */
    public int firstRow(int rowTile) {
        return firstRow[rowTile];
    }
}
