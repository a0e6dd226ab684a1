package xnorsim.network.reference;

import java.util.List;
import java.util.Optional;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;

/**
 * A whole network computed by the paper's equations, image by image.
 *
 * <p>In fixed point all values are exact in double: inputs and binary weights are small whole numbers, the weights of
 * the first and last layer, all biases and thresholds are multiples of 2^-bits (bits: F, or the weights' own fraction
 * bits where these are more; with direct coding the weights' and 8), and a product with an input, a sum or a difference
 * of such multiples is one again. A double holds every multiple of 2^-bits below 2^(53 - bits) exactly, and the
 * constructor refuses a network whose membranes could leave that range. In real numbers sums are exact in double, too;
 * membranes are not, and {@link ExactDecisions} decides where that matters.
 *
 * <p>Immutable apart from cached decisions; several threads may run images on one model.
 */
public final class ReferenceModel {
    private final Network network;
    private final List<ReferenceLayer> layers;

    private ReferenceModel(Network network, Optional<MembraneNumbers> format, Optional<ReferenceNeuron> neuron) {
        this.network = network;
        if (neuron.isPresent()) {
            network.requirePlain("the architecture's neuron");
        }
        this.layers = network.layers().stream()
                .map(layer -> ReferenceLayer.of(layer, format, network.timeSteps(), neuron)).toList();
    }

    /**
     * With unrounded parameters, the doubles of the model taken as exact numbers. Every spike is that of exact
     * arithmetic, ties included; membranes are doubles with rounding errors. Leaky layers compute u * beta and decide
     * in double, with rounding.
     *
     * @throws InputException if a double does not hold the sums of weights exactly
     */
    public static ReferenceModel real(Network network) {
        return real(network, Optional.empty());
    }

    /**
     * The same with another neuron than that of eqs. (6) and (7), if one is given; its membranes and decisions are then
     * computed in double, with rounding.
     */
    public static ReferenceModel real(Network network, Optional<ReferenceNeuron> neuron) {
        return new ReferenceModel(network, Optional.empty(), neuron);
    }

    /**
     * With biases and thresholds rounded to the hardware's fixed point: of the binarized layers to F fraction bits, of
     * the first and the last layer to F or their weights' fraction bits, whichever is more.
     *
     * @throws InputException if exact arithmetic would need more than 53 bits
     */
    public static ReferenceModel fixedPoint(Network network, MembraneNumbers format) {
        return fixedPoint(network, format, Optional.empty());
    }

    /** The same with another neuron than that of eqs. (6) and (7), if one is given. */
    public static ReferenceModel fixedPoint(Network network, MembraneNumbers format, Optional<ReferenceNeuron> neuron) {
        return new ReferenceModel(network, Optional.of(format), neuron);
    }

    /** Whether the fixed point rounds nothing and cuts nothing off, so that this is the network in real numbers. */
    public boolean isExact() {
        return layers.stream().allMatch(ReferenceLayer::isExact);
    }

    /**
     * Runs an image from cleared membranes.
     *
     * @throws ArithmeticException if a binarized layer's membrane leaves its U bits and the format asks for an error
     */
    public Recording run(SpikeSource source) {
        int timeSteps = network.timeSteps();
        int count = layers.size();
        List<ReferenceLayer.Neurons> neurons = layers.stream().map(ReferenceLayer::begin).toList();
        byte[][][] spikes = new byte[count - 1][timeSteps][];
        byte[][] handedOn = new byte[count - 1][];
        for (int t = 0; t < timeSteps; t++) {
            for (int l = 0; l < count; l++) {
                double[] input = l == 0 ? inputValues(source, t) : real(layerInput(l, handedOn));
                byte[] fired = neurons.get(l).step(input);
                if (layers.get(l).layer() instanceof SpikingLayer spiking) {
                    spikes[l][t] = fired;
                    handedOn[l] = orPooled(spikes[l][t], spiking.geometry().output(), spiking.output());
                }
            }
        }
        double[][] membranes = new double[count][];
        for (int l = 0; l < count; l++) {
            membranes[l] = channelsFirst(neurons.get(l).membranes(), network.layers().get(l).geometry().output());
        }
        return new Recording(spikes, membranes);
    }

    /** What the image gives the first layer: spikes of 0 and 1, or brightness / 256. */
    private double[] inputValues(SpikeSource source, int timeStep) {
        double unit = Math.scalb(1.0, -network.first().coding().fractionBits());
        double[] values = new double[network.input().size()];
        for (int pixel = 0; pixel < values.length; pixel++) {
            values[pixel] = source.value(timeStep, pixel) * unit;
        }
        return values;
    }

    private static double[] real(byte[] spikes) {
        double[] values = new double[spikes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = spikes[i];
        }
        return values;
    }

    /** Eq. (5), the braces: o of layer l-1, plus o of layer l-2 where f = 1. */
    private byte[] layerInput(int index, byte[][] handedOn) {
        byte[] previous = handedOn[index - 1];
        if (!(network.layers().get(index) instanceof BinaryLayer binary) || !binary.residual()) {
            return previous;
        }
        Shape target = binary.geometry().input();
        Shape source = network.layers().get(index - 2).output();
        byte[] residual = orPooled(handedOn[index - 2], source,
                new Shape(source.channels(), target.height(), target.width()));
        byte[] sum = previous.clone();
        // Channels the source does not have are zero.
        for (int i = 0; i < residual.length; i++) {
            sum[i] += residual[i];
        }
        return sum;
    }

    /** OR over windows that tile the map; from and to have the same number of channels. */
    private static byte[] orPooled(byte[] spikes, Shape from, Shape to) {
        if (from.equals(to)) {
            return spikes;
        }
        int windowHeight = from.height() / to.height();
        int windowWidth = from.width() / to.width();
        byte[] pooled = new byte[to.size()];
        for (int channel = 0; channel < from.channels(); channel++) {
            for (int row = 0; row < from.height(); row++) {
                for (int column = 0; column < from.width(); column++) {
                    if (spikes[from.index(channel, row, column)] != 0) {
                        pooled[to.index(channel, row / windowHeight, column / windowWidth)] = 1;
                    }
                }
            }
        }
        return pooled;
    }

    /** From index (row, column, channel) to (channel, row, column). */
    private static double[] channelsFirst(double[] values, Shape shape) {
        double[] result = new double[values.length];
        for (int position = 0; position < shape.positions(); position++) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                result[channel * shape.positions() + position] = values[position * shape.channels() + channel];
            }
        }
        return result;
    }
}
