package xnorsim.chip.macro;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.base.Workers;
import xnorsim.chip.arch.Architecture;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.reference.Equations;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.ReferenceNeuron;
import xnorsim.network.reference.ReferenceNeurons;
import xnorsim.network.reference.ReferenceSubarray;

/**
 * Comparison of a simulated subarray with the reference model.
 *
 * @param compared             spikes (and as many membranes) compared
 * @param spikesDifferent      spikes that differ from the reference model
 * @param membranesDifferent   membranes that differ from the reference model, bit for bit
 * @param dotsDifferent        XNOR sums that differ from the reference model
 * @param differentFromReal    spikes that differ from the equations in real numbers: the effect of rounding to F bits
 */
public record MacroComparison(long compared, long spikesDifferent, long membranesDifferent, long dotsDifferent,
        long differentFromReal) {
    private static final MacroComparison NONE = new MacroComparison(0, 0, 0, 0, 0);

    /** Whether everything equals the reference model; rounding is not a difference. */
    public boolean agrees() {
        return spikesDifferent == 0 && membranesDifferent == 0 && dotsDifferent == 0;
    }

    /** Runs the reference model on the same input. */
    public static MacroComparison of(Architecture a, MacroInput input, MacroResult result) {
        ReferenceSubarray reference = reference(a, input);
        double[] bias = new double[a.rows()];
        for (int i = 0; i < bias.length; i++) {
            byte[] weights = Arrays.copyOfRange(input.weights(), i * a.columns(), (i + 1) * a.columns());
            bias[i] = a.slots() * Equations.negativeWeights(weights) + input.mean()[i];
        }
        return Workers.map(input.samples(),
                v -> sample(v, a, result, reference.run(spikes(a, input, v)), bias, input)).stream()
                .reduce(NONE, MacroComparison::plus);
    }

    /**
     * The first pass (sample * time steps + time step) whose spikes, membranes or codes differ from the reference.
     */
    public static Optional<Long> firstDifferentPass(Architecture a, MacroInput input, MacroResult result) {
        ReferenceSubarray reference = reference(a, input);
        for (int v = 0; v < input.samples(); v++) {
            ReferenceSubarray.Sample expected = reference.run(spikes(a, input, v));
            for (int t = 0; t < a.timeSteps(); t++) {
                int from = (v * a.timeSteps() + t) * a.rows();
                int to = from + a.rows();
                if (!Arrays.equals(result.spikes(), from, to, expected.spikes()[t], 0, a.rows())
                        || !Arrays.equals(result.membranes(), from, to, expected.membranes()[t], 0, a.rows())
                        || !Arrays.equals(result.dots(), from, to, expected.dot()[t], 0, a.rows())) {
                    return Optional.of((long) v * a.timeSteps() + t);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ReferenceNeuron> neuron(Architecture a) {
        return ReferenceNeurons.of(a.neuron().key(), a.neuron().settings());
    }

    /**
     * Whether a reference model exists to compare with.
     *
     * @throws xnorsim.base.InputException if the reference model does not support the neuron
     */
    public static void requireReference(Architecture a) {
        neuron(a);
    }

    private static ReferenceSubarray reference(Architecture a, MacroInput input) {
        byte[][] weights = new byte[a.rows()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Arrays.copyOfRange(input.weights(), i * a.columns(), (i + 1) * a.columns());
        }
        OutOfRange overflow = switch (a.overflow()) {
            case ERROR -> OutOfRange.ERROR;
            case SATURATE -> OutOfRange.SATURATE;
        };
        return new ReferenceSubarray(weights, input.mean(), input.threshold(), a.residual(),
                new MembraneNumbers(a.fractionBits(), a.membraneBits(), overflow), neuron(a), input.dynamics());
    }

    private static byte[][][] spikes(Architecture a, MacroInput input, int sample) {
        byte[][][] spikes = new byte[a.timeSteps()][a.slots()][];
        int vector = sample * a.timeSteps() * a.slots();
        for (byte[][] step : spikes) {
            for (int slot = 0; slot < step.length; slot++) {
                step[slot] = Arrays.copyOfRange(input.spikes(), vector * a.columns(), (vector + 1) * a.columns());
                vector++;
            }
        }
        return spikes;
    }

    private static MacroComparison sample(int v, Architecture a, MacroResult result, ReferenceSubarray.Sample expected,
            double[] bias, MacroInput input) {
        long spikesDifferent = 0;
        long membranesDifferent = 0;
        long dotsDifferent = 0;
        long differentFromReal = 0;
        RealRow[] rows = IntStream.range(0, a.rows()).mapToObj(i -> RealRow.of(neuron(a), bias[i], input.threshold()[i],
                input.dynamics()))
                .toArray(RealRow[]::new);
        for (int t = 0; t < a.timeSteps(); t++) {
            int at = (v * a.timeSteps() + t) * a.rows();
            for (int i = 0; i < a.rows(); i++) {
                spikesDifferent += result.spikes()[at + i] == expected.spikes()[t][i] ? 0 : 1;
                membranesDifferent += result.membranes()[at + i] == expected.membranes()[t][i] ? 0 : 1;
                dotsDifferent += result.dots()[at + i] == expected.dot()[t][i] ? 0 : 1;
                boolean fires = rows[i].fires(expected.dot()[t][i]);
                differentFromReal += fires == (result.spikes()[at + i] == 1) ? 0 : 1;
            }
        }
        return new MacroComparison((long) a.timeSteps() * a.rows(), spikesDifferent, membranesDifferent, dotsDifferent,
                differentFromReal);
    }

    /** A row by the equations in real numbers, starting from a cleared membrane. */
    private interface RealRow {
        /** A time step. */
        boolean fires(int dot);

        static RealRow of(Optional<ReferenceNeuron> neuron, double bias, double threshold, Dynamics dynamics) {
            if (neuron.isPresent()) {
                double[] state = new double[1 + neuron.get().registers()];
                ReferenceNeuron.Unit unit = ReferenceNeuron.Unit.real(threshold);
                return dot -> neuron.get().step(state, dot - bias, unit);
            }
            double[] u = new double[1];
            return dot -> {
                u[0] = Equations.integrateDot(u[0] * dynamics.leak().beta(), dot, bias);
                boolean fires = dynamics.firesAtThreshold()
                        ? Equations.firesAt(u[0], threshold)
                        : Equations.fires(u[0], threshold);
                u[0] = fires ? Equations.reset(u[0], threshold) : u[0];
                return fires;
            };
        }
    }

    private MacroComparison plus(MacroComparison other) {
        return new MacroComparison(compared + other.compared, spikesDifferent + other.spikesDifferent,
                membranesDifferent + other.membranesDifferent, dotsDifferent + other.dotsDifferent,
                differentFromReal + other.differentFromReal);
    }
}
