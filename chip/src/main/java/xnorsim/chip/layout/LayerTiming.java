package xnorsim.chip.layout;

import java.util.Arrays;
import java.util.stream.IntStream;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.spikes.Bits;
import xnorsim.chip.spikes.Patch;
import xnorsim.chip.spikes.SpikeMap;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Network;

/**
 * Cycles of the layers of a network per time step; if they depend on the spikes, for the longest possible vectors.
 *
 * @param network      the layers
 * @param architecture their subarrays
 * @param placement    their replicas
 */
public record LayerTiming(Network network, Architecture architecture, Placement placement) {
    /** Cycles of a pass without a spike: INTEGRATE and FIRE. */
    public static final int SKIPPED_CYCLES = 2;

    /** Levels R of the adder tree over the sums that are added: ceil(log2 sums). */
    public static int adderLevels(int sums) {
        return 32 - Integer.numberOfLeadingZeros(sums - 1);
    }

    /** Cycles of a layer in one time step. */
    public long cycles(int layer) {
        Geometry g = network.layers().get(layer).geometry();
        if (!(network.layers().get(layer) instanceof BinaryLayer binary)) {
            return Math.ceilDiv((long) g.positions() * g.fanIn() * g.outputChannels(), (long) architecture.lanes());
        }
        int copies = placement.layers().get(layer).copies();
        int positions = Math.ceilDiv(g.positions(), copies);
        int sums = Math.ceilDiv(g.fanIn(), architecture.columns()) * architecture.chip().gate().arraysPerTile();
        int levels = adderLevels(sums);
        if (architecture.chip().dataDependent()) {
            int[][] beats = mostBeats(layer, binary);
            return IntStream.range(0, copies).mapToLong(copy -> cycles(beats, copy, copies, levels)).max()
                    .orElseThrow();
        }
        if (!architecture.doubleBuffered()) {
            return positions * pass(binary.slots(), levels);
        }
        int[] same = new int[binary.slots()];
        Arrays.fill(same, architecture.beats());
        int[][] beats = new int[positions][];
        Arrays.fill(beats, same);
        return cycles(beats, 0, 1, levels);
    }

    /** Cycles of one pass when no latch is used: slots*(L + E + 1) + S + R + 2. */
    private long pass(int slots, int levels) {
        return (long) slots * (architecture.beats() + architecture.evalCycles() + 1) + tail(levels);
    }

    /** SENSE, the adder tree, INTEGRATE and FIRE. */
    private long tail(int levels) {
        return architecture.senseCycles() + levels + 2L;
    }

    /**
     * Maximum beats of a layer's vectors, [position][slot], as if every neuron of the preceding layers fired; 0 for
     * skipped positions that no spike can reach. Padding, and channels that a residual's source lacks, never carry a
     * spike.
     */
    private int[][] mostBeats(int layer, BinaryLayer binary) {
        Geometry g = binary.geometry();
        SpikeMap[] sources = new SpikeMap[binary.slots()];
        for (int slot = 0; slot < sources.length; slot++) {
            sources[slot] = new SpikeMap(g.input());
            sources[slot].assignPooled(SpikeMap.full(network.layers().get(layer - 1 - slot).output()));
        }
        TileGrid grid = TileGrid.of(g, architecture);
        long[] vector = new long[Bits.words(grid.inputs())];
        long[][] slices = new long[grid.slices()][Bits.words(architecture.columns())];
        Patch patch = new Patch(g);
        int[][] beats = new int[g.positions()][sources.length];
        for (int position = 0; position < beats.length; position++) {
            int all = 0;
            for (int slot = 0; slot < sources.length; slot++) {
                patch.gather(sources[slot], position, vector);
                int spikes = grid.mostSpikes(vector, slices);
                all += spikes;
                beats[position][slot] = architecture.chip().loading().beats(spikes, architecture.beats());
            }
            if (architecture.chip().skipSilent() && all == 0) {
                Arrays.fill(beats[position], 0);
            }
        }
        return beats;
    }

    /**
     * Cycles of one copy, which takes the positions p with p mod copies = copy. A latch is filled while the core works,
     * and a vector is taken one edge after both are ready.
     */
    private long cycles(int[][] beats, int copy, int copies, int levels) {
        long now = 0;
        long loaded = 0;
        for (int p = copy; p < beats.length; p += copies) {
            if (beats[p][0] == 0) {
                now += SKIPPED_CYCLES;
                continue;
            }
            for (int load : beats[p]) {
                loaded = architecture.doubleBuffered() ? Math.max(loaded + load, now) + 1 : now + load;
                now = loaded + architecture.evalCycles() + 1;
            }
            now += tail(levels);
        }
        return now;
    }
}
