package xnorsim.network.reference;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import xnorsim.base.InputException;

/** State of a layer's {@link ReferenceNeuron}s while they process images one after another. */
final class OtherNeurons {
    private final ReferenceNeuron rule;
    private final ReferenceNeuron.Unit[] units;
    private final double[][] states;

    /**
     * Neurons in their initial state.
     *
     * @param units by channel
     * @param count how many neurons; neuron i is of channel i mod channels
     */
    OtherNeurons(ReferenceNeuron rule, ReferenceNeuron.Unit[] units, int count) {
        this.rule = rule;
        this.units = units;
        this.states = new double[count][1 + rule.registers()];
    }

    /** The neuron parameters of these channels, in fixed point or in real numbers. */
    static ReferenceNeuron.Unit[] units(double[] threshold, Optional<double[]> resetTo, double grid, double least,
            double most, boolean saturates) {
        IntFunction<OptionalDouble> resets = c -> resetTo.isPresent()
                ? OptionalDouble.of(resetTo.get()[c])
                : OptionalDouble.empty();
        return IntStream.range(0, threshold.length)
                .mapToObj(c -> new ReferenceNeuron.Unit(threshold[c], resets.apply(c), grid, least, most, saturates))
                .toArray(ReferenceNeuron.Unit[]::new);
    }

    /**
     * A time step of all neurons.
     *
     * @param sums of weights times inputs, index (position, channel)
     * @param mean by channel
     * @return spikes, index (channel, position)
     */
    byte[] step(double[] sums, double[] mean) {
        int positions = states.length / units.length;
        byte[] spikes = new byte[states.length];
        for (int i = 0; i < spikes.length; i++) {
            int channel = i % units.length;
            spikes[channel * positions + i / units.length] = (byte) (step(i, sums[i] - mean[channel]) ? 1 : 0);
        }
        return spikes;
    }

    /** A time step of neuron {@code i}; returns whether it fires. */
    boolean step(int i, double drive) {
        ReferenceNeuron.Unit unit = units[i % units.length];
        boolean fires = rule.step(states[i], drive, unit);
        double u = states[i][0];
        if (unit.grid() > 0) {
            requireExact(u / unit.grid());
        }
        return fires;
    }

    private static void requireExact(double units) {
        if (!(Math.abs(units) < Math.scalb(1.0, Double.PRECISION))) {
            throw tooLarge(units);
        }
        if (units != Math.rint(units)) {
            throw new IllegalStateException("a reference neuron left a membrane of " + units + " units of the grid");
        }
    }

    /** A membrane that a double cannot represent exactly. */
    static InputException tooLarge(Object units) {
        return new InputException("the reference model of this neuron computes with 53 bits, but has a membrane of "
                + units + " units, expected fewer fraction bits, smaller parameters or --no-compare");
    }

    double membrane(int i) {
        return states[i][0];
    }

    /** All membranes. */
    double[] membranes() {
        return Arrays.stream(states).mapToDouble(state -> state[0]).toArray();
    }
}
