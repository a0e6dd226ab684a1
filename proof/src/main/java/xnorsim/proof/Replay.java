package xnorsim.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.chip.Architecture;
import xnorsim.chip.MacroInput;
import xnorsim.chip.MacroResult;
import xnorsim.chip.MacroSimulation;
import xnorsim.chip.Pipelining;
import xnorsim.network.BinaryLayer;
import xnorsim.neurons.Overflow;

/**
 * A divergence as an input, simulated: one row on a subarray of its own, driven with spikes that make its XNOR sums the ones
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
     * Simulates a divergence of a row.
     *
     * @param parameters   bias_q and theta_q that were found to differ
     * @param fractionBits F of the parameters
     * @return empty if the row has more inputs than a subarray has columns
     */
    public static Optional<Replay> of(BinaryLayer layer, Divergence divergence, LayerCertificate.Row parameters,
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
