package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroResult;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.neuron.Reset;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.Rational;
import xnorsim.proof.exact.SumSet;

/**
 * A divergence as an input, simulated: one row on a subarray (of a first layer, on adders) of its own, driven with
 * spikes or pixels that make its sums the ones that lead to the decision.
 *
 * @param changes  XNOR sums of the time steps
 * @param expected spikes of the real-valued equations in exact arithmetic, one a time step
 * @param spikes   spikes of the simulation
 */
public record Replay(List<Long> changes, List<Boolean> expected, List<Boolean> spikes) {
    private static final int WIDEST = 64;
    /** Inputs of a row with a hard reset, whose spikes come from a layer with a weight for every pair of them. */
    private static final int MAX_HANDED_ON = 1024;

    public Replay {
        changes = List.copyOf(changes);
        expected = List.copyOf(expected);
        spikes = List.copyOf(spikes);
    }

    /** Whether the simulation spikes otherwise in the last step, and only there. */
    public boolean differsInTheLastStep() {
        int last = spikes.size() - 1;
        return expected.subList(0, last).equals(spikes.subList(0, last))
                && !expected.get(last).equals(spikes.get(last));
    }

    /**
     * Simulates a divergence of a row of a layer that fires.
     *
     * @param parameters   bias_q and theta_q that were found to differ
     * @param fractionBits F of the parameters
     * @return empty if the row has more inputs than a subarray has columns, or a first layer's too many different sums
     */
    public static Optional<Replay> of(SpikingLayer layer, Divergence divergence, LayerCertificate.Row parameters,
            int fractionBits) {
        return switch (layer) {
            case FirstLayer first -> onAdders(first, divergence, parameters, fractionBits);
            case BinaryLayer binary -> binary.reset().hard()
                    ? behindAdders(binary, divergence, parameters, fractionBits)
                    : onSubarray(binary, divergence, parameters, fractionBits);
        };
    }

    /** The reset of a row whose sigma is 1. */
    private static Dynamics dynamics(SpikingLayer layer, LayerCertificate.Row parameters, int fractionBits) {
        return layer.reset().hard()
                ? layer.dynamics().with(Reset.hard(Math.scalb(parameters.reset().doubleValue(), -fractionBits)))
                : layer.dynamics();
    }

    private static double threshold(LayerCertificate.Row parameters, int fractionBits) {
        return Math.max(Math.scalb(parameters.threshold().doubleValue(), -fractionBits), Double.MIN_NORMAL);
    }

    /** The spikes of a one-neuron layer in its own network. */
    private static List<Boolean> simulated(int layer, SpikeSource source, int steps, int fractionBits,
            List<Layer> layers) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(new LastLayer("last", Geometry.fullyConnected(new Shape(1, 1, 1), 1),
                new FixedWeights(2, 0, new int[]{1}), new double[]{0}));
        Network network = new Network("row", layers.getFirst().geometry().input(), steps, all);
        Boolean[] fired = new Boolean[steps];
        ChipSimulation chip = new ChipSimulation(new Mapping(network,
                Architecture.defaults().withTimeSteps(steps).withFixedPoint(fractionBits, WIDEST)),
                new ScalarPopcount());
        chip.observe((number, l, t, position, channels) -> {
            if (l == layer) {
                fired[t] = (channels[0] & 1) != 0;
            }
        });
        chip.run(source);
        return List.of(fired);
    }

    /** Values of pixels, index [step][pixel]. */
    private record Pixels(int[][] values) implements SpikeSource {
        @Override
        public boolean spike(int timeStep, int pixel) {
            return values[timeStep][pixel] != 0;
        }

        @Override
        public int value(int timeStep, int pixel) {
            return values[timeStep][pixel];
        }
    }

    /** A row of a first layer, alone in a network, with the pixels on whose weights add up to the sums. */
    private static Optional<Replay> onAdders(FirstLayer layer, Divergence divergence, LayerCertificate.Row parameters,
            int fractionBits) {
        FiringRow row = FiringRow.of(layer).get(divergence.row());
        if (!FiringRow.isNarrow(row.least(), row.most())) {
            return Optional.empty();
        }
        long[] codes = FiringRow.codes(layer, divergence.row());
        int pixelBits = FiringRow.pixelBits(layer);
        int[] weights = new int[codes.length / pixelBits];
        Arrays.setAll(weights, k -> Math.toIntExact(codes[k * pixelBits]));
        int[][] pixels = new int[divergence.changes().size()][weights.length];
        for (int t = 0; t < pixels.length; t++) {
            boolean[] taken = subset(codes, divergence.changes().get(t));
            for (int k = 0; k < taken.length; k++) {
                pixels[t][k / pixelBits] |= taken[k] ? 1 << (k % pixelBits) : 0;
            }
        }
        double mean = Math.scalb(parameters.bias().doubleValue(), -fractionBits);
        FirstLayer alone = new FirstLayer("row", Geometry.fullyConnected(new Shape(weights.length, 1, 1), 1),
                new FixedWeights(FixedWeights.MAX_BITS, layer.weights().fractionBits(), weights),
                new Normalization(new double[]{mean}, new double[]{1}), threshold(parameters, fractionBits), 1,
                layer.coding(), dynamics(layer, parameters, fractionBits));
        return Optional.of(new Replay(divergence.changes(), exactly(row, divergence.changes()),
                simulated(0, new Pixels(pixels), pixels.length, fractionBits, List.of(alone))));
    }

    /**
     * A row with a hard reset on subarrays, after adders that forward every spike. Two slots are twice the columns: the
     * weights stand there once more.
     */
    private static Optional<Replay> behindAdders(BinaryLayer layer, Divergence divergence,
            LayerCertificate.Row parameters, int fractionBits) {
        byte[] once = weights(layer, divergence.row());
        int inputs = layer.slots() * once.length;
        if (inputs > MAX_HANDED_ON) {
            return Optional.empty();
        }
        byte[] weights = new byte[inputs];
        int[] identity = new int[inputs * inputs];
        int[][] pixels = new int[divergence.changes().size()][inputs];
        for (int k = 0; k < inputs; k++) {
            weights[k] = once[k % once.length];
            identity[k * inputs + k] = 1;
            for (int t = 0; t < pixels.length; t++) {
                pixels[t][k] = k < divergence.changes().get(t) ? weights[k] : 1 - weights[k];
            }
        }
        FiringRow row = FiringRow.of(layer).get(divergence.row());
        BigInteger offset = BigInteger.valueOf(row.rounding().offset()).shiftLeft(fractionBits);
        double mean = Math.scalb(parameters.bias().subtract(offset).doubleValue(), -fractionBits);
        Shape shape = new Shape(inputs, 1, 1);
        FirstLayer handOn = new FirstLayer("inputs", Geometry.fullyConnected(shape, inputs),
                new FixedWeights(2, 0, identity), Normalization.identity(inputs), 0.5, 1, InputCoding.POISSON,
                Dynamics.of(Reset.hard(0)));
        BinaryLayer alone = new BinaryLayer("row", Geometry.fullyConnected(shape, 1), weights, new double[]{1},
                new Normalization(new double[]{mean}, new double[]{1}), threshold(parameters, fractionBits), false, 1,
                dynamics(layer, parameters, fractionBits));
        return Optional.of(new Replay(divergence.changes(), exactly(row, divergence.changes()),
                simulated(1, new Pixels(pixels), pixels.length, fractionBits, List.of(handOn, alone))));
    }

    /** Which of the numbers add up to a sum that some of them do. */
    private static boolean[] subset(long[] numbers, long sum) {
        List<SumSet> sums = SumSet.ofSubsets(numbers);
        boolean[] taken = new boolean[numbers.length];
        long rest = sum;
        for (int k = numbers.length - 1; k >= 0; k--) {
            taken[k] = !sums.get(k).contains(rest);
            rest -= taken[k] ? numbers[k] : 0;
        }
        return taken;
    }

    /** A row on a subarray, with spikes that agree with as many cells as each sum says. */
    private static Optional<Replay> onSubarray(BinaryLayer layer, Divergence divergence,
            LayerCertificate.Row parameters,
            int fractionBits) {
        int columns = layer.geometry().fanIn();
        if (columns > ArraySize.LARGEST_SIDE) {
            return Optional.empty();
        }
        FiringRow row = FiringRow.of(layer).get(divergence.row());
        byte[] weights = weights(layer, divergence.row());
        int steps = divergence.changes().size();
        Architecture architecture = new Architecture(new ArraySize(1, columns),
                new ArrayTiming(columns, 1, 1, false, 2), new SampleSteps(steps, layer.residual()),
                new MembraneFormat(fractionBits, WIDEST, Overflow.ERROR), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        byte[] spikes = new byte[steps * layer.slots() * columns];
        for (int vector = 0; vector < steps * layer.slots(); vector++) {
            long change = divergence.changes().get(vector / layer.slots());
            long matches = Math.clamp(change - (long) (vector % layer.slots()) * columns, 0, columns);
            for (int j = 0; j < columns; j++) {
                spikes[vector * columns + j] = (byte) (j < matches ? weights[j] : 1 - weights[j]);
            }
        }
        BigInteger offset = BigInteger.valueOf(row.rounding().offset()).shiftLeft(fractionBits);
        double mean = Math.scalb(parameters.bias().subtract(offset).doubleValue(), -fractionBits);
        MacroResult result = new MacroSimulation(architecture, new MacroInput(weights, new double[]{mean},
                new double[]{threshold(parameters, fractionBits)}, layer.dynamics(), 1, spikes), new ScalarPopcount())
                .run();
        return Optional.of(new Replay(divergence.changes(), exactly(row, divergence.changes()), fired(result)));
    }

    private static byte[] weights(BinaryLayer layer, int row) {
        byte[] weights = new byte[layer.geometry().fanIn()];
        boolean flipped = layer.normalization().gain()[row] < 0;
        for (int j = 0; j < weights.length; j++) {
            int weight = layer.weights()[row * weights.length + j];
            weights[j] = (byte) (flipped ? 1 - weight : weight);
        }
        return weights;
    }

    private static List<Boolean> fired(MacroResult result) {
        Boolean[] fired = new Boolean[result.spikes().length];
        for (int t = 0; t < fired.length; t++) {
            fired[t] = result.spikes()[t] != 0;
        }
        return List.of(fired);
    }

    /** The membrane of the real-valued equations, step by step. */
    public static List<Boolean> exactly(FiringRow row, List<Long> changes) {
        Boolean[] fired = new Boolean[changes.size()];
        Rational membrane = Rational.ZERO;
        for (int t = 0; t < fired.length; t++) {
            membrane = membrane.times(row.leak().beta()).plus(Rational.of(changes.get(t))).minus(row.bias());
            fired[t] = membrane.compareTo(row.threshold()) >= (row.firesAt() ? 0 : 1);
            membrane = fired[t] ? row.reset().orElse(membrane.minus(row.threshold())) : membrane;
        }
        return List.of(fired);
    }
}
