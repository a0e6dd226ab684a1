package xnorsim.chip.count;

import java.util.Arrays;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.cell.CellGate;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.spikes.Bits;

/**
 * Counts the events of passes of one copy of a layer's subarrays, from the vectors that they load. Cells are not
 * visited one by one: with the number of stored ones per column, the pairs follow from the spikes of a vector.
 * Independent of the readout.
 */
public final class PassCounter {

    private final LayerCounter counter = new LayerCounter();
    private final Architecture architecture;
    private final CellGate gate;
    private final int slots;
    private final TileGrid grid;
    private final int channels;
    /** Rows driven by an input. */
    private final int driven;
    private final long stored;
    private final int[] columnOnes;
    private final long[][] latched;
    private final long[][] columns;
    private final long[][] slices;

    /** Counts the passes of one copy of a layer's subarrays. */
    public PassCounter(ArrayWeights weights, Architecture architecture, int slots) {
        StoredWeights whole = weights.whole();
        this.architecture = architecture;
        this.gate = architecture.chip().gate();
        this.slots = slots;
        this.grid = weights.grid();
        this.channels = grid.channels();
        this.driven = grid.groupChannels();
        this.columnOnes = new int[grid.inputs()];
        for (int row = 0; row < channels; row++) {
            for (int column = 0; column < grid.fanIn(); column++) {
                columnOnes[row / driven * grid.fanIn() + column] += whole.isOne(row, column) ? 1 : 0;
            }
        }
        this.stored = Arrays.stream(columnOnes).asLongStream().sum();
        int words = Bits.words(architecture.columns());
        this.latched = new long[grid.slices()][words];
        this.columns = new long[grid.slices()][words];
        this.slices = new long[grid.slices()][words];
    }

    /** Starts a run: all counts and columns are 0. */
    public void begin() {
        counter.clear();
        for (int c = 0; c < slices.length; c++) {
            Arrays.fill(latched[c], 0);
            Arrays.fill(columns[c], 0);
        }
    }

    /** The counts since the start of the run. */
    public EventCounts counts() {
        return counter.counts();
    }

    /**
     * A pass has fired.
     *
     * @param vectors loaded vector of each slot, K bits per group
     * @param bitsRead bits read for that from spike buffers
     * @param spikes  fired spikes
     * @param compares whether comparators decide instead of converters
     */
    public void pass(long[][] vectors, long bitsRead, int spikes, boolean compares) {
        counter.integrated(channels, spikes);
        counter.add(CountedEvent.BUFFER_BITS_WRITTEN, channels);
        if (architecture.chip().skipSilent() && isSilent(vectors)) {
            return;
        }
        counter.add(CountedEvent.BUFFER_BITS_READ, bitsRead);
        long sums = (long) grid.columnTiles() * gate.arraysPerTile();
        counter.add(CountedEvent.EVALUATIONS, slots * sums * grid.rowTiles());
        counter.add(CountedEvent.SAMPLINGS, slots * sums * channels);
        counter.add(compares ? CountedEvent.COMPARISONS : CountedEvent.CONVERSIONS, sums * channels);
        counter.add(CountedEvent.TREE_ADDITIONS, (sums - 1) * channels);
        for (int slot = 0; slot < slots; slot++) {
            load(vectors[slot]);
            evaluate(vectors[slot]);
        }
    }

    private boolean isSilent(long[][] vectors) {
        long any = 0;
        for (int slot = 0; slot < slots; slot++) {
            for (long word : vectors[slot]) {
                any |= word;
            }
        }
        return any == 0;
    }

    private void evaluate(long[] vector) {
        long spikes = 0;
        long ones = 0;
        for (int k = 0; k < vector.length; k++) {
            spikes += Long.bitCount(vector[k]);
            for (long rest = vector[k]; rest != 0; rest &= rest - 1) {
                ones += columnOnes[k * 64 + Long.numberOfTrailingZeros(rest)];
            }
        }
        long all = (long) grid.fanIn() * channels;
        long under = spikes * driven;
        for (int array = 0; array < gate.arraysPerTile(); array++) {
            if (gate.storesComplement(array)) {
                pairs(stored - ones, ones, all - stored - (under - ones), under - ones);
            } else {
                pairs(all - stored - (under - ones), under - ones, stored - ones, ones);
            }
        }
        long cells = (long) grid.rowTiles() * grid.columnTiles() * architecture.rows() * architecture.columns();
        counter.add(CountedEvent.CELLS_UNUSED, gate.arraysPerTile() * (cells - all));
    }

    private void pairs(long cells00, long cells01, long cells10, long cells11) {
        counter.add(CountedEvent.CELLS_00, cells00);
        counter.add(CountedEvent.CELLS_01, cells01);
        counter.add(CountedEvent.CELLS_10, cells10);
        counter.add(CountedEvent.CELLS_11, cells11);
    }

    /** All row tiles of a group, and both subarrays of a split weight, load the slices of the column tiles. */
    private void load(long[] vector) {
        int most = 0;
        for (int c = 0; c < slices.length; c++) {
            grid.cut(vector, c, slices[c]);
            most = Math.max(most, Bits.ones(slices[c]));
        }
        boolean events = switch (architecture.chip().loading()) {
            case WORDS -> false;
            case EVENTS -> true;
            case CHEAPER -> Math.max(1, most) < architecture.beats();
        };
        long latches = 0;
        long toggles = 0;
        long bits = 0;
        for (int c = 0; c < slices.length; c++) {
            bits += events ? (long) Bits.ones(slices[c]) * indexBits() : architecture.columns();
            if (architecture.doubleBuffered()) {
                latches += store(slices[c], latched[c], events);
                toggles += store(slices[c], columns[c], false);
            } else {
                toggles += store(slices[c], columns[c], events);
            }
        }
        int copies = grid.rowTilesOfGroup() * gate.arraysPerTile();
        counter.add(CountedEvent.LOAD_BITS, bits * copies);
        counter.add(CountedEvent.LATCH_TOGGLES, latches * copies);
        counter.add(CountedEvent.COLUMN_TOGGLES, toggles * copies);
        counter.add(CountedEvent.CELL_TOGGLES, toggles * driven * gate.arraysPerTile());
    }

    private int indexBits() {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(architecture.columns() - 1));
    }

    /** Bit toggles of a register. The first address event clears all bits but its own, later ones set theirs. */
    private static int store(long[] slice, long[] register, boolean events) {
        int changes = 0;
        boolean first = true;
        for (int k = 0; k < slice.length; k++) {
            if (events) {
                long kept = first ? Long.lowestOneBit(slice[k]) & register[k] : 0;
                changes += Long.bitCount(slice[k]) + Long.bitCount(register[k]) - 2 * Long.bitCount(kept);
                first &= slice[k] == 0;
            } else {
                changes += Long.bitCount(slice[k] ^ register[k]);
            }
            register[k] = slice[k];
        }
        return changes;
    }
}
