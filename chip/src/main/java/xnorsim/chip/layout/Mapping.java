package xnorsim.chip.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.StoredWeights;
import xnorsim.arrays.cell.RowFunction;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.FixedPoint;
import xnorsim.neurons.MembraneMemory;
import xnorsim.neurons.NeuronRule;
import xnorsim.neurons.Overflow;
import xnorsim.neurons.UnitFormat;
import xnorsim.neurons.UnitParameters;

/**
 * A network mapped to an architecture: the cell of each weight, and every unit's parameters in fixed point. Immutable;
 * one mapping serves any number of simulations.
 *
 * <p>A layer with fan-in K and C outputs takes Tc = ceil(K / M) by Tr = ceil(C / N) subarrays, with groups that many
 * per group (docs/timing.md). Batch norm is folded as in docs/paper.md: theta = sigma * theta / (alpha * |g|), mean =
 * sign(g) * (mu / alpha - b * sigma / (alpha * g)), and a negative gain flips the stored weights of its row.
 */
public final class Mapping {

    /**
     * Cost of a cell in an analog readout's scalar loops, beyond vectorized ones, relative to the ideal readout.
     */
    private static final double ANALOG_EFFORT = 20;

    /** Bits of an accumulator of the digital layers; membrane_bits is the width of the registers beside the arrays. */
    public static final int DIGITAL_MEMBRANE_BITS = 60;

    private final Network network;
    private final Architecture architecture;
    private final Placement placement;
    private final LayerTiming timing;
    private final DigitalWeights first;
    private final List<ArrayWeights> arrays;
    private final DigitalWeights last;

    /**
     * Maps a network. The number of time steps is the network's.
     *
     * @throws InputException if the network cannot be placed, or a parameter does not fit the fixed point of the
     *         architecture
     */
    public Mapping(Network network, Architecture architecture) {
        this.network = network;
        this.architecture = architecture;
        requireReadable(network, architecture);
        this.placement = Placement.of(network, architecture);
        this.timing = new LayerTiming(network, architecture, placement);
        this.first = first(network.first());
        this.arrays = network.layers().stream().filter(BinaryLayer.class::isInstance)
                .map(layer -> arrays((BinaryLayer) layer)).toList();
        this.last = last(network.last());
    }

    /** Refuses features that do not work with an analog readout. */
    private static void requireReadable(Network network, Architecture a) {
        if (a.readout().isIdeal()) {
            return;
        }
        if (!a.chip().gate().countsAgreement()) {
            throw InputException.wrongValue("architecture", "gate", a.chip().gate().key(),
                    "xnor: other cells have the ideal readout only");
        }
        for (Layer layer : network.layers()) {
            int fanIn = layer.geometry().fanIn();
            if (a.readout().comparesLastStep() && layer instanceof BinaryLayer
                    && fanIn > a.columns()) {
                throw InputException.wrongValue("architecture: readout", "last_step", "compare", "convert: the "
                        + fanIn + " inputs of layer " + layer.name() + " take several subarrays of " + a.columns()
                        + " columns, whose sums are added as codes");
            }
        }
    }

    /** The mapped network. */
    public Network network() {
        return network;
    }

    /** The target architecture. */
    public Architecture architecture() {
        return architecture;
    }

    /** Row tiles Tr of a layer, 0 for a digital one. */
    public int rowTiles(int layer) {
        return isDigital(layer) ? 0 : arrays(layer).rowTiles();
    }

    /** Column tiles Tc of a layer, 0 for a digital one. */
    public int columnTiles(int layer) {
        return isDigital(layer) ? 0 : arrays(layer).columnTiles();
    }

    /** Whether a layer is computed by digital adders, as the first and the last one. */
    public boolean isDigital(int layer) {
        return layer == 0 || layer == network.layers().size() - 1;
    }

    /** Time slots of a layer, 2 with a residual. */
    public int slots(int layer) {
        return network.layers().get(layer) instanceof BinaryLayer binary ? binary.slots() : 1;
    }

    /**
     * Cycles of a layer in one time step: ceil(P / r) * pass, or for a digital layer ceil(P * K * C / lanes). If the
     * cycles of a pass depend on the spikes, for the longest possible vectors.
     */
    public long layerCycles(int layer) {
        return timing.cycles(layer);
    }

    /** Copies of a layer's subarrays, 1 for a digital layer. */
    public int replicas(int layer) {
        return placement.layers().get(layer).copies();
    }

    /** The subarrays of each layer. */
    public Placement placement() {
        return placement;
    }

    /** Cells of a layer's subarrays that hold a weight, all copies together; 0 for a digital layer. */
    public long cells(int layer) {
        return isDigital(layer)
                ? 0
                : (long) network.layers().get(layer).geometry().weights() * replicas(layer)
                        * architecture.chip().gate().arraysPerTile();
    }

    /** Bits of a layer's membrane memory, including its units' additional registers. */
    public long membraneBits(int layer) {
        Layer one = network.layers().get(layer);
        int registers = one instanceof SpikingLayer
                ? architecture.neuron().registerBits().stream().mapToInt(Integer::intValue).sum()
                : 0;
        return (long) one.geometry().output().size()
                * ((isDigital(layer) ? DIGITAL_MEMBRANE_BITS : architecture.membraneBits()) + registers);
    }

    /** The membrane memory of a spiking layer, all 0. */
    public MembraneMemory membraneMemory(int layer) {
        return new MembraneMemory(network.layers().get(layer).geometry().output().size(), membranesFitInts(layer),
                architecture.neuron());
    }

    /**
     * Whether the simulator may keep a spiking layer's membranes in 32 bits for every input and readout.
     */
    public boolean membranesFitInts(int layer) {
        int steps = network.timeSteps();
        if (isDigital(layer)) {
            return first.units().membranesFitInts(first.largestDot(), steps);
        }
        if (architecture.readout().comparesLastStep()) {
            return false;
        }
        long mostDot = (long) slots(layer) * architecture.columns() * columnTiles(layer);
        return arrays(layer).membranesFitInts(mostDot, steps);
    }

    /** Bits of a layer's output banks, 0 for the last layer. */
    public long spikeBufferBits(int layer) {
        return network.layers().get(layer) instanceof SpikingLayer spiking
                ? (long) architecture.chip().outputBanks() * spiking.output().size()
                : 0;
    }

    /** A unit of a layer's membranes is 2^-fractionBits. */
    public int fractionBits(int layer) {
        if (layer == 0) {
            return first.fractionBits();
        }
        return isDigital(layer) ? last.fractionBits() : architecture.fractionBits();
    }

    /**
     * The kernel for a number of images: the vector one if its compile time pays off. With an analog readout it pays
     * off sooner, because its scalar loops do more per cell: an image of fashion-mnist takes 77 ms without vectors and
     * 9 with, with the ideal readout 7.5 and 2.
     */
    public PopcountKernel kernelFor(double images) {
        double effort = architecture.readout().isIdeal() ? 1 : ANALOG_EFFORT;
        return PopcountKernels.chosenFor(cellEvaluations() * images * effort);
    }

    /** Used cells that an image evaluates over all layers, positions, slots and time steps. */
    long cellEvaluations() {
        long cells = 0;
        for (int l = 1; l < network.layers().size() - 1; l++) {
            Geometry g = network.layers().get(l).geometry();
            cells += (long) g.weights() * g.positions() * slots(l);
        }
        return cells * network.timeSteps();
    }

    /** The first layer's weights, rounded to fixed point. */
    public DigitalWeights first() {
        return first;
    }

    /** The last layer's weights, rounded to fixed point. */
    public DigitalWeights last() {
        return last;
    }

    /**
     * The weights of a binary layer as its subarrays store them; layers are numbered from 0, the first one included.
     */
    public ArrayWeights arrays(int layer) {
        return arrays.get(layer - 1);
    }

    private ArrayWeights arrays(BinaryLayer layer) {
        Geometry g = layer.geometry();
        int[] columnOf = columnOrder(g);
        boolean[] flipped = flipped(layer.normalization());
        StoredWeights whole = StoredWeights.of(g.outputChannels(), g.fanIn(),
                (out, in) -> (layer.weights()[out * g.fanIn() + columnOf[in]] != 0) != flipped[out]);
        TileGrid grid = TileGrid.of(g, architecture);
        int n = architecture.rows();
        int m = architecture.columns();
        UnitParameters all = units(layer, whole);
        List<List<StoredWeights>> tiles = new ArrayList<>();
        List<UnitParameters> rows = new ArrayList<>();
        for (int tile = 0; tile < grid.rowTiles(); tile++) {
            int firstRow = grid.firstRow(tile);
            int used = grid.rowsInUse(tile);
            List<StoredWeights> row = new ArrayList<>();
            for (int left = 0; left < g.fanIn(); left += m) {
                int firstColumn = left;
                row.add(StoredWeights.of(n, m, (r, c) -> {
                    int in = firstColumn + c;
                    return r >= used || in >= g.fanIn() || whole.isOne(firstRow + r, in);
                }));
            }
            tiles.add(row);
            rows.add(all.slice(firstRow, used));
        }
        return new ArrayWeights(tiles, rows, whole, grid);
    }

    /**
     * For each array column, in the order kernel row, kernel column, channel, its index in a weight row of the model.
     */
    public static int[] columnOrder(Geometry g) {
        int[] order = new int[g.fanIn()];
        int at = 0;
        for (int row = 0; row < g.kernelHeight(); row++) {
            for (int column = 0; column < g.kernelWidth(); column++) {
                for (int channel = 0; channel < g.groupInputs(); channel++) {
                    order[at++] = g.weightIndex(0, channel, row, column);
                }
            }
        }
        return order;
    }

    private UnitParameters units(BinaryLayer layer, StoredWeights whole) {
        int channels = layer.geometry().outputChannels();
        long[] bias = new long[channels];
        long[] threshold = new long[channels];
        int f = architecture.fractionBits();
        RowFunction function = RowFunction.of(architecture.chip().gate());
        for (int i = 0; i < channels; i++) {
            double mean = mean(layer.normalization(), layer.alpha()[i], i);
            int zeros = whole.zeros(i);
            long offset = (long) layer.slots() * function.offset(whole.columns() - zeros, zeros);
            bias[i] = bias(layer, i, offset, mean, f);
            threshold[i] = threshold(layer, layer.alpha()[i], i, f);
        }
        return UnitDynamics.firing(layer.dynamics(), UnitParameters
                .of(bias, threshold, UnitFormat.popcounts(f, architecture.membraneBits(), architecture.overflow()))
                .resettingTo(ResetMembranes.of(layer, layer.alpha(), f, architecture.membraneBits()))
                .with(rule(layer)));
    }

    private NeuronRule rule(SpikingLayer layer) {
        return UnitDynamics.rule(architecture.neuron(), "layer " + layer.name(), layer.dynamics());
    }

    private DigitalWeights first(FirstLayer layer) {
        int channels = layer.geometry().outputChannels();
        int fraction = Math.max(architecture.fractionBits(), layer.sumFractionBits());
        long[] bias = new long[channels];
        long[] threshold = new long[channels];
        for (int i = 0; i < channels; i++) {
            bias[i] = bias(layer, i, 0, mean(layer.normalization(), 1, i), fraction);
            threshold[i] = threshold(layer, 1, i, fraction);
        }
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        UnitParameters units = UnitParameters
                .of(bias, threshold,
                        new UnitFormat(fraction, fraction - layer.sumFractionBits(), DIGITAL_MEMBRANE_BITS,
                                Overflow.ERROR))
                .resettingTo(ResetMembranes.of(layer, ones, fraction, DIGITAL_MEMBRANE_BITS)).with(rule(layer));
        return digital(layer, layer.weights(), layer.coding(), flipped(layer.normalization()),
                UnitDynamics.firing(layer.dynamics(), units), fraction);
    }

    private DigitalWeights last(LastLayer layer) {
        int channels = layer.geometry().outputChannels();
        int fraction = Math.max(architecture.fractionBits(), layer.weights().fractionBits());
        long[] bias = new long[channels];
        for (int i = 0; i < channels; i++) {
            bias[i] = bias(layer, i, 0, layer.bias()[i], fraction);
        }
        UnitParameters units = UnitParameters.of(bias, new long[channels], new UnitFormat(fraction,
                fraction - layer.weights().fractionBits(), DIGITAL_MEMBRANE_BITS, Overflow.ERROR));
        return digital(layer, layer.weights(), InputCoding.POISSON, new boolean[channels], units, fraction);
    }

    private static DigitalWeights digital(Layer layer, FixedWeights weights, InputCoding coding, boolean[] flipped,
            UnitParameters units, int fraction) {
        Geometry g = layer.geometry();
        long largest = (long) coding.largest() << (weights.bits() - 1);
        if (g.fanIn() * largest > Integer.MAX_VALUE) {
            throw InputException.wrongValue("layer " + layer.name(), "fan-in", g.fanIn(),
                    "at most " + Integer.MAX_VALUE / largest + " inputs with weights of " + weights.bits()
                            + " bits and " + coding.key() + " coding");
        }
        int[] columnOf = columnOrder(g);
        int[][] byInput = new int[g.fanIn()][g.outputChannels()];
        for (int in = 0; in < byInput.length; in++) {
            for (int out = 0; out < g.outputChannels(); out++) {
                int code = weights.codes()[out * g.fanIn() + columnOf[in]];
                byInput[in][out] = flipped[out] ? -code : code;
            }
        }
        return new DigitalWeights(g, DigitalWeights.sumsOf(byInput), units, fraction,
                coding.largest());
    }

    private static boolean[] flipped(Normalization n) {
        boolean[] flipped = new boolean[n.channels()];
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = n.gain()[i] < 0;
        }
        return flipped;
    }

    private static double mean(Normalization n, double alpha, int i) {
        double gain = n.gain()[i];
        return Math.signum(gain) * (n.mu()[i] / alpha - n.shift()[i] * n.sigma()[i] / (alpha * gain));
    }

    private static long bias(Layer layer, int i, long zeros, double mean, int fractionBits) {
        try {
            return FixedPoint.bias(zeros, mean, fractionBits);
        } catch (ArithmeticException | NumberFormatException e) {
            throw InputException.wrongValue("layer " + layer.name(), "mean of channel " + i, mean,
                    "a magnitude below 2^62 in units of 2^-" + fractionBits);
        }
    }

    private static long threshold(SpikingLayer layer, double alpha, int i, int fractionBits) {
        Normalization n = layer.normalization();
        double folded = n.sigma()[i] * layer.theta() / (alpha * Math.abs(n.gain()[i]));
        if (Double.isNaN(folded)) {
            throw InputException.wrongValue("layer " + layer.name(), "threshold of channel " + i
                    + ", sigma * theta / (alpha * |gain|),", folded, "a number");
        }
        return Double.isInfinite(folded) ? Long.MAX_VALUE : FixedPoint.threshold(folded, fractionBits);
    }
}
