package xnorsim.chip.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import xnorsim.arrays.StoredWeights;
import xnorsim.chip.layout.ArrayWeights;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.layout.SampleTime;
import xnorsim.chip.layout.TileGrid;
import xnorsim.chip.spikes.Bits;
import xnorsim.chip.spikes.Patch;
import xnorsim.chip.spikes.SpikeMap;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.NeuronRule;
import xnorsim.neurons.Overflow;
import xnorsim.neurons.UnitParameters;

/**
 * Replays all firing decisions of units on subarrays from the spikes of an error-free run: it observes an image and
 * then recomputes the sums, which a simulation does not split by cells. Not thread-safe.
 */
public final class DecisionReplay implements SpikeObserver {

    private final Mapping mapping;
    private final int timeSteps;
    /** By layer and time step the pooled output spikes. */
    private final SpikeMap[][] handedOn;
    private final List<SpikingLayer> layers;
    private final List<Replayed> replayed = new ArrayList<>();

    /**
     * Prepares the replay of a mapped network.
     *
     * @throws xnorsim.base.InputException if decisions of its neuron model are unknown
     */
    public DecisionReplay(Mapping mapping) {
        mapping.architecture().neuron().require(NeuronRule.Analysis.DECISION, "`margin --images`");
        this.mapping = mapping;
        this.timeSteps = mapping.network().timeSteps();
        this.layers = mapping.network().layers().stream().filter(SpikingLayer.class::isInstance)
                .map(SpikingLayer.class::cast).toList();
        this.handedOn = new SpikeMap[layers.size()][timeSteps];
        for (int l = 0; l < handedOn.length; l++) {
            Shape output = layers.get(l).output();
            Arrays.setAll(handedOn[l], t -> new SpikeMap(output));
            if (layers.get(l) instanceof BinaryLayer layer) {
                replayed.add(new Replayed(l, layer));
            }
        }
    }

    @Override
    public void fired(long image, int layer, int timeStep, int position, long[] channels) {
        int width = layers.get(layer).geometry().output().width();
        int pool = layers.get(layer).pool();
        handedOn[layer][timeStep].or(position / width / pool * (width / pool) + position % width / pool, channels);
    }

    /**
     * Passes the decisions of the observed image to {@code visitor}, layer by layer in time order; the next image may
     * follow.
     */
    public void replay(Consumer<Decision> visitor) {
        for (Replayed layer : replayed) {
            layer.replay(visitor);
        }
        for (SpikeMap[] maps : handedOn) {
            for (SpikeMap map : maps) {
                map.clear();
            }
        }
    }

    /** One layer with its own membranes. */
    private final class Replayed {
        private final int index;
        private final BinaryLayer layer;
        private final ArrayWeights weights;
        private final TileGrid grid;
        private final Patch patch;
        private final SpikeMap residual;
        private final long[][] vectors;
        /** By slot and slice. */
        private final long[][][] slices;
        private final int[][] cells;
        private final long[] membranes;

        Replayed(int index, BinaryLayer layer) {
            this.index = index;
            this.layer = layer;
            Geometry g = layer.geometry();
            weights = mapping.arrays(index);
            grid = weights.grid();
            patch = new Patch(g);
            residual = new SpikeMap(g.input());
            vectors = new long[layer.slots()][Bits.words(grid.inputs())];
            slices = new long[layer.slots()][grid.slices()][Bits.words(grid.columns())];
            cells = new int[weights.columnTiles()][8];
            membranes = new long[g.output().size()];
        }

        void replay(Consumer<Decision> visitor) {
            Arrays.fill(membranes, 0);
            int channels = layer.geometry().outputChannels();
            for (int t = 0; t < timeSteps; t++) {
                if (layer.residual()) {
                    residual.assignPooled(handedOn[index - 2][t]);
                }
                for (int position = 0; position < layer.geometry().positions(); position++) {
                    gather(t, position);
                    int most = mostSpikes();
                    boolean skipped = mapping.architecture().chip().skipSilent() && isSilent();
                    for (int r = 0; r < weights.rowTiles(); r++) {
                        decide(r, position * channels + grid.firstRow(r),
                                new SampleTime(0, t, position, t == timeSteps - 1), most, skipped, visitor);
                    }
                }
            }
        }

        private void gather(int timeStep, int position) {
            patch.gather(handedOn[index - 1][timeStep], position, vectors[0]);
            if (vectors.length == 2) {
                patch.gather(residual, position, vectors[1]);
            }
            for (int slot = 0; slot < vectors.length; slot++) {
                for (int c = 0; c < grid.slices(); c++) {
                    grid.cut(vectors[slot], c, slices[slot][c]);
                }
            }
        }

        private boolean isSilent() {
            return Arrays.stream(vectors).allMatch(vector -> Bits.ones(vector) == 0);
        }

        private int mostSpikes() {
            int most = 0;
            for (long[] slice : slices[slices.length - 1]) {
                most = Math.max(most, Bits.ones(slice));
            }
            return most;
        }

        private void decide(int rowTile, int at, SampleTime moment, int mostSpikes, boolean skipped,
                Consumer<Decision> visitor) {
            UnitParameters u = weights.units(rowTile);
            int first = grid.firstRow(rowTile);
            for (int i = 0; i < u.units(); i++) {
                int dot = 0;
                for (int c = 0; c < cells.length; c++) {
                    int slice = grid.slice(rowTile, c);
                    count(weights.tile(rowTile, c), i, slices[0][slice], slices[slices.length - 1][slice], cells[c]);
                    dot += dot(cells[c]);
                }
                visitor.accept(new Decision(index, moment.timeStep(), moment.lastStep(), moment.position(), first + i,
                        cells, mostSpikes, skipped, dot, needed(u, i, membranes[at + i]), u.threshold()[i], u.shift()));
                membranes[at + i] = u.step(i, membranes[at + i], dot);
            }
        }

        private static double needed(UnitParameters u, int unit, long membrane) {
            long above = u.above()[unit];
            // A saturating membrane never exceeds a threshold beyond its register.
            boolean reachable = above < Long.MAX_VALUE
                    && (u.overflow() == Overflow.ERROR || above < Long.MAX_VALUE >> (64 - u.membraneBits()));
            return reachable ? u.needed(unit, membrane) : Double.POSITIVE_INFINITY;
        }

        /** Number of cells of a row by kind. */
        private static void count(StoredWeights stored, int row, long[] first, long[] second, int[] kinds) {
            int stride = stored.stride();
            int both = 0;
            int onlyFirst = 0;
            int onlySecond = 0;
            int onesBoth = 0;
            int onesFirst = 0;
            int onesSecond = 0;
            for (int k = 0; k < stored.words(); k++) {
                long ones = stored.bits()[k * stride + row];
                long a = first[k] & ~second[k];
                long b = second[k] & ~first[k];
                long ab = first[k] & second[k];
                both += Long.bitCount(ab);
                onlyFirst += Long.bitCount(a);
                onlySecond += Long.bitCount(b);
                onesBoth += Long.bitCount(ab & ones);
                onesFirst += Long.bitCount(a & ones);
                onesSecond += Long.bitCount(b & ones);
            }
            kinds[7] = onesBoth;
            kinds[6] = onesFirst;
            kinds[5] = onesSecond;
            kinds[4] = stored.columns() - stored.zeros(row) - onesBoth - onesFirst - onesSecond;
            kinds[3] = both - onesBoth;
            kinds[2] = onlyFirst - onesFirst;
            kinds[1] = onlySecond - onesSecond;
            kinds[0] = stored.zeros(row) - kinds[3] - kinds[2] - kinds[1];
        }

        /** Agreements in all slots. */
        private int dot(int[] kinds) {
            int last = kinds[7] + kinds[5] + kinds[0] + kinds[2];
            return slices.length == 1 ? last : last + kinds[7] + kinds[6] + kinds[0] + kinds[1];
        }
    }
}
