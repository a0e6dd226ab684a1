package xnorsim.chip;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import xnorsim.arrays.CapacitiveBuffer;
import xnorsim.arrays.ColumnDecoder;
import xnorsim.arrays.Converter;
import xnorsim.arrays.Crossbar;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;
import xnorsim.neurons.IfUnits;
import xnorsim.neurons.MembraneOverflowException;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * The data path of one layer: Tr x Tc subarrays that do the same thing in the same cycle. All row tiles of a column tile
 * see the same slice of the vector; the codes of the column tiles are added and integrated by the IF units of the row
 * tile. A single subarray is the case 1 x 1.
 */
final class LockstepTiles {

    private final ColumnDecoder[] decoders;
    private final Crossbar[][] crossbars;
    private final CapacitiveBuffer[][] buffers;
    private final Converter[][] converters;
    private final IfUnits[] units;
    private final LayerSums sums;
    private final int adderLevels;
    private final int[] dots;
    private final long[] vector;
    private final long[] firstVector;
    private final long[] secondVector;
    private final long[][] slices;
    private final Signal[] allSignals;
    /** Per row tile the rows that its parts have to serve, because somebody watches them. */
    private final int[][] shownRows;
    private boolean partial;
    private final int fanIn;
    private final int rowsPerTile;
    private final int columnsPerTile;

    LockstepTiles(Scope scope, ArrayWeights weights, Architecture architecture, int slots, PopcountKernel kernel) {
        int rowTiles = weights.rowTiles();
        int columnTiles = weights.columnTiles();
        boolean single = rowTiles * columnTiles == 1;
        decoders = new ColumnDecoder[columnTiles];
        crossbars = new Crossbar[rowTiles][columnTiles];
        buffers = new CapacitiveBuffer[rowTiles][columnTiles];
        converters = new Converter[rowTiles][columnTiles];
        units = new IfUnits[rowTiles];
        Gate gate = architecture.chip().gate();
        sums = new LayerSums(gate, weights.whole(), kernel);
        adderLevels = LayerTiming.adderLevels(columnTiles * gate.arraysPerTile());
        dots = sums.dots();
        fanIn = weights.whole().columns();
        vector = new long[Bits.words(fanIn)];
        firstVector = new long[Bits.words(fanIn)];
        secondVector = new long[Bits.words(fanIn)];
        shownRows = new int[rowTiles][];
        rowsPerTile = architecture.rows();
        columnsPerTile = architecture.columns();
        slices = new long[columnTiles][Bits.words(architecture.columns())];
        for (int c = 0; c < columnTiles; c++) {
            decoders[c] = new ColumnDecoder(single ? scope : scope.child("column_" + c), architecture.columns(),
                    architecture.busWidth(), architecture.doubleBuffered());
        }
        for (int r = 0; r < rowTiles; r++) {
            for (int c = 0; c < columnTiles; c++) {
                Scope tile = single ? scope : scope.child("tile_" + r + "_" + c);
                StoredWeights stored = weights.tile(r, c);
                crossbars[r][c] = new Crossbar(tile, stored, kernel);
                buffers[r][c] = new CapacitiveBuffer(tile, stored.rows(), stored.columns(), slots);
                converters[r][c] = new Converter(tile, stored.rows(), stored.columns(), slots);
            }
            units[r] = new IfUnits(single ? scope : scope.child("units_" + r), weights.units(r),
                    kernel.kind());
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

    /** Most spikes of the vector that one column tile takes. */
    int mostSpikes() {
        slice();
        int most = 0;
        for (long[] slice : slices) {
            int spikes = 0;
            for (long word : slice) {
                spikes += Long.bitCount(word);
            }
            most = Math.max(most, spikes);
        }
        return most;
    }

    /** Where the next vector is put before it is loaded, one bit per input. */
    long[] vector() {
        return vector;
    }

    /** Where the vector of slot tau1 is put for {@link #sum}. */
    long[] firstVector() {
        return firstVector;
    }

    /** Where the vector of slot tau2 is put for {@link #sum}. */
    long[] secondVector() {
        return secondVector;
    }

    /** Cuts the vector into one slice per column tile. */
    void slice() {
        for (int c = 0; c < slices.length; c++) {
            int at = c * columnsPerTile;
            Bits.slice(vector, at, Math.min(columnsPerTile, fanIn - at), slices[c]);
        }
    }

    /** Whether anything is watched. */
    boolean isWatched() {
        for (Signal signal : allSignals) {
            if (signal.isWatched()) {
                return true;
            }
        }
        return false;
    }

    /** Whether what single beats do is watched: the columns or the latch. */
    boolean beatsAreWatched() {
        for (ColumnDecoder decoder : decoders) {
            if (decoder.isWatched()) {
                return true;
            }
        }
        return false;
    }

    /** Whether membranes are watched, and so their clearing. */
    boolean membranesAreWatched() {
        for (IfUnits row : units) {
            if (row.membraneSignal().isWatched()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds out which rows are watched; to be called before a job. Where some are not, the parts serve the watched ones
     * alone and {@link #sum} stands for all.
     */
    void chooseRows() {
        partial = false;
        for (int r = 0; r < units.length; r++) {
            BitSet rows = units[r].membraneSignal().watchedLanes();
            rows.or(units[r].spikeSignal().watchedLanes());
            for (int c = 0; c < decoders.length; c++) {
                rows.or(crossbars[r][c].popSignal().watchedLanes());
                rows.or(buffers[r][c].signal().watchedLanes());
                rows.or(converters[r][c].signal().watchedLanes());
            }
            shownRows[r] = rows.stream().toArray();
            partial |= !allShown(r);
        }
    }

    private boolean allShown(int rowTile) {
        return shownRows[rowTile].length == units[rowTile].units();
    }

    /** Whether some rows are not watched, so that {@link #sum} has to stand for the parts. */
    boolean isPartial() {
        return partial;
    }

    /** What the waveform of one subarray shows, without what its sequencer drives. */
    List<Signal> signals(int rowTile, int columnTile) {
        List<Signal> signals = new ArrayList<>();
        signals.add(decoders[columnTile].columnsSignal());
        decoders[columnTile].shadowSignal().ifPresent(signals::add);
        decoders[columnTile].fullSignal().ifPresent(signals::add);
        signals.add(crossbars[rowTile][columnTile].popSignal());
        signals.add(buffers[rowTile][columnTile].signal());
        signals.add(converters[rowTile][columnTile].signal());
        signals.add(units[rowTile].membraneSignal());
        signals.add(units[rowTile].spikeSignal());
        return signals;
    }

    void load(int beat, boolean event) {
        for (int c = 0; c < decoders.length; c++) {
            if (event) {
                decoders[c].loadEvent(beat, slices[c]);
            } else {
                decoders[c].load(beat, slices[c]);
            }
        }
    }

    void loadAll() {
        for (int c = 0; c < decoders.length; c++) {
            decoders[c].loadAll(slices[c]);
        }
    }

    void prefetch(int beat, boolean event, boolean last) {
        for (int c = 0; c < decoders.length; c++) {
            if (event) {
                decoders[c].prefetchEvent(beat, slices[c], last);
            } else {
                decoders[c].prefetch(beat, slices[c]);
            }
        }
    }

    void prefetchAll() {
        for (int c = 0; c < decoders.length; c++) {
            decoders[c].prefetchAll(slices[c]);
        }
    }

    void take() {
        for (ColumnDecoder decoder : decoders) {
            decoder.take();
        }
    }

    void clearMembranes() {
        for (IfUnits row : units) {
            row.clear();
        }
    }

    void evaluate() {
        for (int r = 0; r < units.length; r++) {
            for (int c = 0; c < decoders.length; c++) {
                if (allShown(r)) {
                    crossbars[r][c].evaluate(decoders[c].columns());
                } else {
                    crossbars[r][c].evaluate(decoders[c].columns(), shownRows[r]);
                }
            }
        }
    }

    void buffer(int slot) {
        for (int r = 0; r < units.length; r++) {
            for (int c = 0; c < decoders.length; c++) {
                int[] pop = crossbars[r][c].pop();
                if (allShown(r)) {
                    if (slot == 0) {
                        buffers[r][c].sample(pop);
                    } else {
                        buffers[r][c].add(pop);
                    }
                } else if (slot == 0) {
                    buffers[r][c].sample(pop, shownRows[r]);
                } else {
                    buffers[r][c].add(pop, shownRows[r]);
                }
            }
        }
    }

    void sense() {
        for (int r = 0; r < units.length; r++) {
            for (int c = 0; c < decoders.length; c++) {
                if (allShown(r)) {
                    converters[r][c].convert(buffers[r][c].held());
                } else {
                    converters[r][c].convert(buffers[r][c].held(), shownRows[r]);
                }
            }
        }
    }

    /** The codes of the column tiles, added: what the adder tree hands to the units. */
    void addCodes() {
        for (int r = 0; r < units.length; r++) {
            int firstRow = r * rowsPerTile;
            int used = units[r].units();
            System.arraycopy(converters[r][0].code(), 0, dots, firstRow, used);
            for (int c = 1; c < decoders.length; c++) {
                int[] code = converters[r][c].code();
                for (int i = 0; i < used; i++) {
                    dots[firstRow + i] += code[i];
                }
            }
        }
    }

    /** What loading, evaluating, buffering, sensing and adding come to, for one slot or two, of all rows. */
    void sum(int slots) {
        if (slots == 1) {
            sums.evaluate(firstVector);
        } else {
            sums.evaluate(firstVector, secondVector);
        }
    }

    /** The sums of a pass without a spike. */
    void silentSum(int slots) {
        sums.silent(slots);
    }

    /** The sums of all rows, for what they count. */
    LayerSums sums() {
        return sums;
    }

    /** Takes the membranes over from a memory; the change shows with the integration of the same edge. */
    void restore(long[] memory, int at) {
        for (int r = 0; r < units.length; r++) {
            units[r].restore(memory, at + r * rowsPerTile);
        }
    }

    /** Writes the membranes to a memory. */
    void save(long[] memory, int at) {
        for (int r = 0; r < units.length; r++) {
            units[r].save(memory, at + r * rowsPerTile);
        }
    }

    void integrate() {
        for (int r = 0; r < units.length; r++) {
            try {
                units[r].integrate(dots, r * rowsPerTile);
            } catch (MembraneOverflowException e) {
                throw inRowTile(r, e);
            }
        }
    }

    /** {@link #restore}, {@link #integrate}, {@link #fire} and {@link #save} in one, where nobody watches. */
    void integrateAndFire(long[] memory, int at) {
        for (int r = 0; r < units.length; r++) {
            try {
                units[r].integrateAndFire(memory, at + r * rowsPerTile, dots, r * rowsPerTile);
            } catch (MembraneOverflowException e) {
                throw inRowTile(r, e);
            }
        }
    }

    private MembraneOverflowException inRowTile(int rowTile, MembraneOverflowException e) {
        return new MembraneOverflowException(rowTile * rowsPerTile + e.unit(), e.membrane(), e.membraneBits());
    }

    /** dot(i) of every output channel. */
    int[] dots() {
        return dots;
    }

    void fire() {
        for (IfUnits row : units) {
            row.fire();
        }
    }

    IfUnits units(int rowTile) {
        return units[rowTile];
    }

    int rowTiles() {
        return units.length;
    }
}
