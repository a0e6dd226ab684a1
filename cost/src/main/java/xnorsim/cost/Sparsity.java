package xnorsim.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.CellGates;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.neuron.Reset;
import xnorsim.network.Shape;
import xnorsim.network.data.LabelledImages;

/**
 * Energy saved by sparse spikes in one subarray with random weights, for each kind of cell, simulated.
 *
 * @param technology the technology's figures
 * @param rows       one for each rate and kind
 */
public record Sparsity(Technology technology, List<Row> rows) {

    private static final double[] RATES = {0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5};
    private static final int TIME_STEPS = 200;
    private static final int WHITE = 255;

    /**
     * One rate with one kind of cells; energies of the macros, for each product of a weight and an input.
     *
     * @param rate        spikes an input and time step, as simulated
     * @param gate        kind of cells
     * @param cells       femtojoules in cells
     * @param columns     femtojoules in columns
     * @param reading     femtojoules in sampling and conversion
     * @param perSpike    femtojoules for each product whose input is a spike; empty without a spike
     */
    public record Row(double rate, CellGate gate, double cells, double columns, double reading,
            Optional<Double> perSpike) {
        /** Femtojoules of cells, columns and reading. */
        public double sum() {
            return cells + columns + reading;
        }
    }

    /** Copies the list. */
    public Sparsity {
        rows = List.copyOf(rows);
    }

    /**
     * Simulates a subarray of an architecture with every kind of cell.
     *
     * @param seed of the weights and of the input spikes
     * @throws xnorsim.base.InputException if the technology does not fit the architecture
     */
    public static Sparsity of(Architecture architecture, Technology technology, long seed) {
        Architecture a = architecture.withTimeSteps(TIME_STEPS);
        CostModel.of(technology).check(a);
        List<Row> rows = new ArrayList<>();
        for (double rate : RATES) {
            for (CellGate gate : CellGates.registry().all()) {
                rows.add(row(a.withChip(a.chip().withGate(gate)), technology, rate, seed));
            }
        }
        return new Sparsity(technology, rows);
    }

    private static Row row(Architecture a, Technology technology, double rate, long seed) {
        Network network = network(a, seed);
        byte[] pixels = new byte[network.input().size()];
        Arrays.fill(pixels, (byte) Math.round(rate * WHITE));
        Mapping mapping = new Mapping(network, a);
        LabelledImages image = new LabelledImages(network.input(), pixels, new byte[1]);
        NetworkReport report = new Session(mapping, SessionInput.of(image, network, 1, seed)).countEvents().run();
        Cost cost = CostModel.of(technology).cost(a, mapping, report.events().orElseThrow());
        double toFj = 1e6 / cost.products();
        return new Row((double) cost.usefulProducts() / cost.products(), a.chip().gate(),
                toFj * cost.energyNj(t -> t.component() == CostPart.CELLS),
                toFj * cost.energyNj(t -> t.component() == CostPart.COLUMNS),
                toFj * cost.energyNj(
                        t -> t.component() == CostPart.SAMPLING || t.component() == CostPart.CONVERSION),
                cost.macroFjPerUsefulProduct());
    }

    /** Spikes enter, pass a layer of one weight, and meet N x M random weights. */
    private static Network network(Architecture a, long seed) {
        Shape image = new Shape(1, 1, a.columns());
        Geometry pass = Geometry.convolution(image, 1, 1, 1, 1, 0);
        Geometry array = Geometry.fullyConnected(image, a.rows());
        Geometry last = Geometry.fullyConnected(new Shape(a.rows(), 1, 1), 1);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bits = new byte[array.weights()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return new Network("one subarray", image, TIME_STEPS, List.of(
                new FirstLayer("pass", pass, new FixedWeights(4, 0, new int[]{1}), none(1), 0.5, 1,
                        InputCoding.POISSON, Dynamics.of(Reset.hard(0))),
                new BinaryLayer("array", array, bits, ones(a.rows()), none(a.rows()), 1, false, 1),
                new LastLayer("last", last, new FixedWeights(4, 0, new int[last.weights()]), new double[1])));
    }

    private static Normalization none(int channels) {
        return new Normalization(new double[channels], ones(channels));
    }

    private static double[] ones(int count) {
        return IntStream.range(0, count).mapToDouble(i -> 1).toArray();
    }
}
