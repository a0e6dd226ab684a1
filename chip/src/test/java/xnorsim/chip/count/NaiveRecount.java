package xnorsim.chip.count;

import java.util.EnumMap;
import java.util.Map;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.Loading;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.network.reference.Recording;

/**
 * Counts the events of one image from the reference model's spikes, cell by cell and column by column, as docs/cost.md
 * says them; shares nothing with the counters.
 */
final class NaiveRecount {

    private final Network network;
    private final Architecture a;
    private final SpikeSource source;
    private final Recording reference;
    private final Map<CountedEvent, Long> counts = new EnumMap<>(CountedEvent.class);

    NaiveRecount(Network network, Architecture architecture, SpikeSource source, Recording reference) {
        this.network = network;
        this.a = architecture;
        this.source = source;
        this.reference = reference;
    }

    EventCounts layer(int l) {
        counts.clear();
        switch (network.layers().get(l)) {
            case FirstLayer first -> digital(first, l, true);
            case LastLayer last -> digital(last, l, false);
            case BinaryLayer binary -> arrays(binary, l);
        }
        return new EventCounts(counts);
    }

    private void add(CountedEvent event, long count) {
        counts.merge(event, count, Long::sum);
    }

    /** Input value of layer l, from l-1 or from the layer before, at a place of its input map. */
    private int value(int l, int slot, int t, int channel, int row, int column) {
        if (l == 0) {
            return source.value(t, (channel * network.input().height() + row) * network.input().width() + column);
        }
        SpikingLayer from = (SpikingLayer) network.layers().get(l - 1 - slot);
        Shape in = network.layers().get(l).geometry().input();
        Shape pooled = from.output();
        if (channel >= pooled.channels()) {
            return 0;
        }
        Shape map = from.geometry().output();
        int window = from.pool() * (pooled.height() / in.height());
        int windowColumns = from.pool() * (pooled.width() / in.width());
        for (int r = row * window; r < (row + 1) * window; r++) {
            for (int c = column * windowColumns; c < (column + 1) * windowColumns; c++) {
                if (reference.spikes(l - 1 - slot, t)[(channel * map.height() + r) * map.width() + c] != 0) {
                    return 1;
                }
            }
        }
        return 0;
    }

    /** The vector of a position, group after group; -1 where the kernel lies over the padding. */
    private int[] vector(int l, int slot, int t, int position) {
        Geometry g = network.layers().get(l).geometry();
        int[] vector = new int[g.groups() * g.fanIn()];
        int at = 0;
        for (int first = 0; first < g.input().channels(); first += g.groupInputs()) {
            for (int k = 0; k < g.kernelHeight() * g.kernelWidth(); k++) {
                for (int channel = first; channel < first + g.groupInputs(); channel++) {
                    int row = position / g.output().width() * g.stride().rows() - g.padding().top()
                            + k / g.kernelWidth() * g.dilation().rows();
                    int column = position % g.output().width() * g.stride().columns() - g.padding().left()
                            + k % g.kernelWidth() * g.dilation().columns();
                    boolean inside = row >= 0 && row < g.input().height() && column >= 0
                            && column < g.input().width();
                    vector[at++] = inside ? value(l, slot, t, channel, row, column) : -1;
                }
            }
        }
        return vector;
    }

    private int fired(int l, int t, int position) {
        Shape map = network.layers().get(l).geometry().output();
        int fired = 0;
        for (int channel = 0; channel < map.channels(); channel++) {
            fired += reference.spikes(l, t)[channel * map.positions() + position];
        }
        return fired;
    }

    private void digital(Layer layer, int l, boolean first) {
        Geometry g = layer.geometry();
        boolean direct = layer instanceof FirstLayer f && f.coding() == InputCoding.DIRECT;
        for (int t = 0; t < network.timeSteps(); t++) {
            for (int p = 0; p < g.positions(); p++) {
                for (int value : vector(l, 0, t, p)) {
                    add(CountedEvent.BUFFER_BITS_READ, value < 0 ? 0 : direct ? 8 : 1);
                    for (int channel = 0; channel < g.outputChannels(); channel++) {
                        add(value <= 0
                                ? CountedEvent.DIGITAL_SKIPS
                                : direct ? CountedEvent.DIGITAL_MULTIPLICATIONS : CountedEvent.DIGITAL_ADDITIONS, 1);
                    }
                }
                units(g, first ? fired(l, t, p) : 0, first);
            }
        }
        bus(layer);
    }

    private void units(Geometry g, int fired, boolean fires) {
        add(CountedEvent.MEMBRANE_READS, g.outputChannels());
        add(CountedEvent.MEMBRANE_WRITES, g.outputChannels());
        if (fires) {
            add(CountedEvent.DECISIONS, g.outputChannels());
            add(CountedEvent.BUFFER_BITS_WRITTEN, g.outputChannels());
            add(CountedEvent.SPIKES, fired);
        }
    }

    private void bus(Layer layer) {
        if (a.chip().spikeBus().isPresent() && layer instanceof SpikingLayer spiking) {
            add(CountedEvent.BUS_BITS, (long) spiking.output().size() * network.timeSteps());
        }
    }

    private void arrays(BinaryLayer layer, int l) {
        Geometry g = layer.geometry();
        int copies = a.chip().replicas().of(layer.name(), g.positions());
        int tiles = Math.ceilDiv(g.fanIn(), a.columns());
        int kinds = a.chip().gate().arraysPerTile();
        for (int copy = 0; copy < copies; copy++) {
            int[][] columns = new int[g.groups() * tiles][a.columns()];
            int[][] latch = new int[g.groups() * tiles][a.columns()];
            for (int t = 0; t < network.timeSteps(); t++) {
                for (int p = copy; p < g.positions(); p += copies) {
                    units(g, fired(l, t, p), true);
                    int[][] vectors = new int[layer.slots()][];
                    boolean silent = true;
                    for (int slot = 0; slot < vectors.length; slot++) {
                        vectors[slot] = vector(l, slot, t, p);
                        for (int value : vectors[slot]) {
                            silent &= value <= 0;
                        }
                    }
                    if (silent && a.chip().skipSilent()) {
                        continue;
                    }
                    for (int slot = 0; slot < vectors.length; slot++) {
                        reads(g, l, slot, vectors[slot]);
                        load(g, vectors[slot], columns, latch, kinds);
                        evaluate(layer, columns, kinds);
                    }
                    for (int i = 0; i < g.outputChannels(); i++) {
                        add(CountedEvent.CONVERSIONS, (long) tiles * kinds);
                        add(CountedEvent.TREE_ADDITIONS, (long) tiles * kinds - 1);
                    }
                }
            }
        }
        bus(layer);
    }

    private void reads(Geometry g, int l, int slot, int[] vector) {
        Shape in = network.layers().get(l).geometry().input();
        Shape source = network.layers().get(l - 1 - slot).output();
        int window = source.height() / in.height() * (source.width() / in.width());
        for (int j = 0; j < vector.length; j++) {
            int channel = j / g.fanIn() * g.groupInputs() + j % g.fanIn() % g.groupInputs();
            boolean there = vector[j] >= 0 && channel < source.channels();
            add(CountedEvent.BUFFER_BITS_READ, there ? window : 0);
        }
    }

    private void load(Geometry g, int[] vector, int[][] columns, int[][] latch, int kinds) {
        int most = 1;
        int[][] slices = new int[columns.length][a.columns()];
        int tiles = columns.length / g.groups();
        for (int c = 0; c < columns.length; c++) {
            int ones = 0;
            int from = c % tiles * a.columns();
            for (int j = 0; j < a.columns() && from + j < g.fanIn(); j++) {
                slices[c][j] = Math.max(0, vector[c / tiles * g.fanIn() + from + j]);
                ones += slices[c][j];
            }
            most = Math.max(most, ones);
        }
        boolean events = a.chip().loading() == Loading.EVENTS
                || (a.chip().loading() == Loading.CHEAPER && most < Math.ceilDiv(a.columns(), a.busWidth()));
        int indexBits = 1;
        while (1 << indexBits < a.columns()) {
            indexBits++;
        }
        int rowTiles = Math.ceilDiv(g.groupOutputs(), a.rows());
        for (int c = 0; c < columns.length; c++) {
            int changed;
            if (a.doubleBuffered()) {
                add(CountedEvent.LATCH_TOGGLES, (long) rowTiles * kinds * set(slices[c], latch[c], events));
                changed = set(slices[c], columns[c], false);
            } else {
                changed = set(slices[c], columns[c], events);
            }
            add(CountedEvent.COLUMN_TOGGLES, (long) rowTiles * kinds * changed);
            add(CountedEvent.CELL_TOGGLES, (long) g.groupOutputs() * kinds * changed);
            int ones = 0;
            for (int bit : slices[c]) {
                ones += bit;
            }
            add(CountedEvent.LOAD_BITS, (long) rowTiles * kinds * (events ? ones * indexBits : a.columns()));
        }
    }

    /** Bit by bit as docs/timing.md has it; an event per spike, the first of which also clears. */
    private static int set(int[] slice, int[] register, boolean events) {
        int changed = 0;
        if (events) {
            int first = 0;
            while (first < slice.length && slice[first] == 0) {
                first++;
            }
            for (int j = 0; j < slice.length; j++) {
                if (j != first && register[j] == 1) {
                    register[j] = 0;
                    changed++;
                }
            }
        }
        for (int j = 0; j < slice.length; j++) {
            changed += register[j] == slice[j] ? 0 : 1;
            register[j] = slice[j];
        }
        return changed;
    }

    private void evaluate(BinaryLayer layer, int[][] columns, int kinds) {
        Geometry g = layer.geometry();
        int[] order = Mapping.columnOrder(g);
        int tiles = columns.length / g.groups();
        for (int kind = 0; kind < kinds; kind++) {
            for (int top = 0; top < g.groupOutputs(); top += a.rows()) {
                for (int c = 0; c < columns.length; c++) {
                    add(CountedEvent.EVALUATIONS, 1);
                    for (int r = 0; r < a.rows(); r++) {
                        add(CountedEvent.SAMPLINGS, top + r < g.groupOutputs() ? 1 : 0);
                        int row = c / tiles * g.groupOutputs() + top + r;
                        for (int j = 0; j < a.columns(); j++) {
                            int in = c % tiles * a.columns() + j;
                            if (top + r >= g.groupOutputs() || in >= g.fanIn()) {
                                add(CountedEvent.CELLS_UNUSED, 1);
                                continue;
                            }
                            boolean one = (layer.weights()[row * g.fanIn() + order[in]] != 0) != (layer
                                    .normalization().gain()[row] < 0);
                            boolean stored = kind == 0 ? one : !one;
                            add(stored
                                    ? columns[c][j] == 1 ? CountedEvent.CELLS_11 : CountedEvent.CELLS_10
                                    : columns[c][j] == 1 ? CountedEvent.CELLS_01 : CountedEvent.CELLS_00, 1);
                        }
                    }
                }
            }
        }
    }
}
