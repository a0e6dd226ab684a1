package xnorsim.proof;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.chip.Architecture;
import xnorsim.chip.ChipSimulation;
import xnorsim.chip.MacroInput;
import xnorsim.chip.MacroResult;
import xnorsim.chip.MacroSimulation;
import xnorsim.chip.Mapping;
import xnorsim.chip.Pipelining;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.neurons.Overflow;

/**
 * A divergence as an input, simulated: one row on a subarray (of a first layer, on adders) of its own, driven with spikes that make its sums the ones
 * that lead to the decision.
 *
 * @param changes  XNOR sums of the time steps
 * @param expected spikes of the real-valued equations in exact arithmetic, one a time step
 * @param spikes   spikes of the simulation
 */
public record Replay(List<Long> changes, List<Boolean> expected, List<Boolean> spikes) {
    private static final int WIDEST = 64;

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
            case BinaryLayer binary -> onSubarray(binary, divergence, parameters, fractionBits);
        };
    }

    /** A row of a first layer, alone in a network, with the pixels on whose weights add up to the sums. */
    private static Optional<Replay> onAdders(FirstLayer layer, Divergence divergence, LayerCertificate.Row parameters,
            int fractionBits) {
        FiringRow row = FiringRow.of(layer).get(divergence.row());
        if (!FiringRow.isNarrow(row.least(), row.most())) {
            return Optional.empty();
        }
        long[] codes = FiringRow.codes(layer, divergence.row());
        List<boolean[]> pixels = divergence.changes().stream().map(sum -> subset(codes, sum)).toList();
        int[] weights = Arrays.stream(codes).mapToInt(Math::toIntExact).toArray();
        Shape image = new Shape(codes.length, 1, 1);
        double mean = Math.scalb(parameters.bias().doubleValue(), -fractionBits);
        double threshold = Math.max(Math.scalb(parameters.threshold().doubleValue(), -fractionBits),
                Double.MIN_NORMAL);
        Network network = new Network("row", image, pixels.size(), List.of(
                new FirstLayer("row", Geometry.fullyConnected(image, 1),
                        new FixedWeights(FixedWeights.MOST_BITS, row.gridBits(), weights),
                        new Normalization(new double[]{mean}, new double[]{threshold}), 1, 1),
                new LastLayer("last", Geometry.fullyConnected(new Shape(1, 1, 1), 1),
                        new FixedWeights(2, 0, new int[]{1}), new double[]{0})));
        Boolean[] fired = new Boolean[pixels.size()];
        ChipSimulation chip = new ChipSimulation(new Mapping(network, Architecture.defaults()
                .withTimeSteps(pixels.size()).withFixedPoint(fractionBits, WIDEST)), new ScalarPopcount());
        chip.observe((number, l, t, position, channels) -> fired[t] = (channels[0] & 1) != 0);
        chip.run((t, pixel) -> pixels.get(t)[pixel]);
        return Optional.of(new Replay(divergence.changes(), exactly(row, divergence.changes()), List.of(fired)));
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
        if (columns > Architecture.LARGEST_SIDE) {
            return Optional.empty();
        }
        FiringRow row = FiringRow.of(layer).get(divergence.row());
        byte[] weights = weights(layer, divergence.row());
        int steps = divergence.changes().size();
        Architecture architecture = new Architecture(1, columns, columns, 1, 1, false, layer.residual(), steps,
                fractionBits, WIDEST, 2, Overflow.ERROR, 1, Pipelining.NONE);
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
        double threshold = Math.max(Math.scalb(parameters.threshold().doubleValue(), -fractionBits),
                Double.MIN_NORMAL);
        MacroResult result = new MacroSimulation(architecture,
                new MacroInput(weights, new double[]{mean}, new double[]{threshold}, 1, spikes), new ScalarPopcount())
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
    static List<Boolean> exactly(FiringRow row, List<Long> changes) {
        Boolean[] fired = new Boolean[changes.size()];
        Rational membrane = Rational.ZERO;
        for (int t = 0; t < fired.length; t++) {
            membrane = membrane.plus(Rational.of(changes.get(t))).minus(row.bias());
            fired[t] = membrane.compareTo(row.threshold()) > 0;
            membrane = fired[t] ? membrane.minus(row.threshold()) : membrane;
        }
        return List.of(fired);
    }
}
