package xnorsim.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Reset;

/** Networks with random parameters for tests. */
public final class Networks {
    private Networks() {}

    /** The network `32s,32,32,P,64,64` on 28x28 images, residual from the third layer on, parameters drawn. */
    public static Network fashion(RandomGenerator random, int timeSteps) {
        List<Layer> layers = new ArrayList<>();
        Shape input = new Shape(1, 28, 28);
        layers.add(first(random, "conv1", Geometry.convolution(input, 32, 3, 3, 2, 1), 1));
        layers.add(binary(random, "conv2", Geometry.convolution(new Shape(32, 14, 14), 32, 3, 3, 1, 1), false, 1));
        layers.add(binary(random, "conv3", Geometry.convolution(new Shape(32, 14, 14), 32, 3, 3, 1, 1), true, 2));
        layers.add(binary(random, "conv4", Geometry.convolution(new Shape(32, 7, 7), 64, 3, 3, 1, 1), true, 1));
        layers.add(binary(random, "conv5", Geometry.convolution(new Shape(64, 7, 7), 64, 3, 3, 1, 1), true, 1));
        layers.add(last(random, "out", Geometry.fullyConnected(new Shape(64, 7, 7), 10)));
        return new Network("fashion", input, timeSteps, layers);
    }

    /** A first layer with codes of 8 bits. */
    public static FirstLayer first(RandomGenerator random, String name, Geometry geometry, int pool) {
        double spread = Math.sqrt(geometry.fanIn()) / 2;
        return new FirstLayer(name, geometry, codes(random, geometry, 8, 6),
                normalization(random, geometry.outputChannels(), spread), 1, pool, InputCoding.POISSON);
    }

    /** A binarized layer with alpha about 0.05 and statistics that fit sums of such a layer. */
    public static BinaryLayer binary(RandomGenerator random, String name, Geometry geometry, boolean residual,
            int pool) {
        byte[] weights = new byte[geometry.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) random.nextInt(2);
        }
        double[] alpha = random.doubles(geometry.outputChannels(), 0.03, 0.07).toArray();
        double spread = 0.05 * Math.sqrt(geometry.fanIn()) / 2;
        return new BinaryLayer(name, geometry, weights, alpha,
                normalization(random, geometry.outputChannels(), spread), 1, residual, pool);
    }

    /** A last layer with codes of 12 bits. */
    public static LastLayer last(RandomGenerator random, String name, Geometry geometry) {
        return new LastLayer(name, geometry, codes(random, geometry, 12, 9),
                random.doubles(geometry.outputChannels(), -1, 1).toArray());
    }

    private static FixedWeights codes(RandomGenerator random, Geometry geometry, int bits, int fractionBits) {
        int bound = 1 << (bits - 1);
        return new FixedWeights(bits, fractionBits, random.ints(geometry.weights(), -bound, bound).toArray());
    }

    private static Normalization normalization(RandomGenerator random, int channels, double spread) {
        double[] gain = random.doubles(channels, 0.5, 1.5).toArray();
        for (int i = 0; i < channels; i += 3) {
            gain[i] = -gain[i];
        }
        return new Normalization(random.doubles(channels, -spread, spread).toArray(),
                random.doubles(channels, spread, 2 * spread).toArray(), gain,
                random.doubles(channels, -0.2, 0.2).toArray());
    }

    /** The same network with another reset in all layers. */
    public static Network with(Reset reset, Network network) {
        return with(Dynamics.of(reset), network);
    }

    /** The same network with other dynamics in all layers. */
    public static Network with(Dynamics dynamics, Network network) {
        List<Layer> layers = network.layers().stream().<Layer>map(layer -> switch (layer) {
            case FirstLayer f -> new FirstLayer(f.name(), f.geometry(), f.weights(), f.normalization(), f.theta(),
                    f.pool(), f.coding(), dynamics);
            case BinaryLayer b -> new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(), b.normalization(),
                    b.theta(), b.residual(), b.pool(), dynamics);
            case LastLayer last -> last;
        }).toList();
        return new Network(network.name(), network.input(), network.timeSteps(), layers);
    }

    /** Whether two networks have the same parameters. */
    public static boolean same(Network a, Network b) {
        return describe(a).equals(describe(b));
    }

    private static String describe(Network network) {
        StringBuilder text = new StringBuilder(
                network.name() + network.input() + network.timeSteps() + network.layers().size());
        for (Layer layer : network.layers()) {
            text.append(layer.name()).append(layer.geometry());
            if (layer instanceof SpikingLayer spiking) {
                text.append(Arrays.toString(spiking.normalization().mu()))
                        .append(Arrays.toString(spiking.normalization().sigma()))
                        .append(Arrays.toString(spiking.normalization().gain()))
                        .append(Arrays.toString(spiking.normalization().shift())).append(spiking.theta())
                        .append(spiking.dynamics())
                        .append(spiking.pool());
            }
            switch (layer) {
                case FirstLayer first -> text.append(describe(first.weights()));
                case BinaryLayer binary -> text.append(Arrays.toString(binary.weights()))
                        .append(Arrays.toString(binary.alpha())).append(binary.residual());
                case LastLayer last -> text.append(describe(last.weights())).append(Arrays.toString(last.bias()));
            }
        }
        return text.toString();
    }

    private static String describe(FixedWeights weights) {
        return weights.bits() + "." + weights.fractionBits() + Arrays.toString(weights.codes());
    }
}
