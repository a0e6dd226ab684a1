package xnorsim.proof.certificate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.Stride;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;

/**
 * Networks small enough to try every input of a layer, with parameters that come close to whole numbers and meet them.
 */
public final class SmallLayers {
    private final Random random;

    public SmallLayers(long seed) {
        this.random = new Random(seed);
    }

    /** A binarized layer that resets to 0, or to something on either side of it. */
    BinaryLayer hard(int fanIn, int channels, boolean residual) {
        return with(reset(), binary(fanIn, channels, residual));
    }

    private Reset reset() {
        double[] to = {0, 0.5, -0.5, 1.0 / 3, -2, random.nextDouble() - 0.5};
        return Reset.hard(to[random.nextInt(to.length)]);
    }

    private static BinaryLayer with(Reset reset, BinaryLayer b) {
        return new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(), b.normalization(), b.theta(),
                b.residual(), b.pool(), b.dynamics().with(reset));
    }

    private static FirstLayer with(Reset reset, InputCoding coding, FirstLayer f) {
        return new FirstLayer(f.name(), f.geometry(), f.weights(), f.normalization(), f.theta(), f.pool(), coding,
                f.dynamics().with(reset));
    }

    /** A first layer of one neuron on pixels of 0..255, with weights between -2 and 2. */
    FirstLayer direct(int fanIn, boolean hard) {
        Geometry g = Geometry.fullyConnected(new Shape(fanIn, 1, 1), 1);
        FixedWeights weights = new FixedWeights(3, 1, random.ints(g.weights(), -2, 3).toArray());
        return new FirstLayer("direct", g, weights, normalization(1), near(1), 1, InputCoding.DIRECT,
                Dynamics.of(hard ? reset() : Reset.SOFT));
    }

    /** The same network with another coding, and hard resets in some layers or in none. */
    public Network with(InputCoding coding, boolean hard, Network network) {
        List<Layer> layers = network.layers().stream().<Layer>map(layer -> switch (layer) {
            case FirstLayer f -> with(hard && random.nextBoolean() ? reset() : Reset.SOFT, coding, f);
            case BinaryLayer b -> hard && random.nextInt(3) > 0 ? with(reset(), b) : b;
            case LastLayer last -> last;
        }).toList();
        return new Network(network.name(), network.input(), network.timeSteps(), layers);
    }

    /** The same network with leaks in some layers or, in none, whole numbers that meet thresholds. */
    public Network leaky(boolean leaks, Network network) {
        List<Layer> layers = network.layers().stream().<Layer>map(layer -> switch (layer) {
            case FirstLayer f -> new FirstLayer(f.name(), f.geometry(), f.weights(), f.normalization(), f.theta(),
                    f.pool(), f.coding(), dynamics(leaks, f));
            case BinaryLayer b when leaks -> new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(),
                    b.normalization(), b.theta(), b.residual(), b.pool(), dynamics(true, b));
            case BinaryLayer b -> new BinaryLayer(b.name(), b.geometry(), b.weights(), new double[]{1, 1, 1, 1},
                    Normalization.identity(4), 1, b.residual(), b.pool(), dynamics(false, b));
            case LastLayer last -> last;
        }).toList();
        return new Network(network.name(), network.input(), network.timeSteps(), layers);
    }

    private Dynamics dynamics(boolean leaks, SpikingLayer layer) {
        int bits = 1 + random.nextInt(Leak.Factor.MAX_BITS);
        Leak leak = switch (leaks ? random.nextInt(3) : 0) {
            case 0 -> Leak.NONE;
            case 1 -> new Leak.Shift(1 + random.nextInt(5));
            default -> new Leak.Factor(1 + random.nextInt((1 << bits) - 1), bits);
        };
        return new Dynamics(leak, !leaks || random.nextBoolean() ? Firing.AT : Firing.ABOVE, layer.reset());
    }

    /** A binarized layer with some leak, which fires above or at its threshold and resets softly or hard. */
    BinaryLayer leaky(int fanIn, int channels) {
        return dyadic(fanIn, channels, leaky(random.nextBoolean()));
    }

    /** A first layer of one neuron, driven by spikes or by pixels of 0..255, likewise. */
    FirstLayer leaky(int fanIn, InputCoding coding) {
        FirstLayer f = direct(fanIn, false);
        return new FirstLayer(f.name(), f.geometry(), f.weights(), f.normalization(), f.theta(), 1, coding,
                leaky(random.nextBoolean()));
    }

    /** Fires at its threshold. */
    BinaryLayer at(int fanIn, int channels, boolean hard) {
        return dyadic(fanIn, channels, new Dynamics(Leak.NONE, Firing.AT, hard ? reset() : Reset.SOFT));
    }

    /** Mostly with biases and thresholds that are halves, which are met. */
    private BinaryLayer dyadic(int fanIn, int channels, Dynamics dynamics) {
        BinaryLayer b = binary(fanIn, channels, false);
        if (random.nextInt(3) == 0) {
            return new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(), b.normalization(), b.theta(), false,
                    1, dynamics);
        }
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        double[] mu = random.ints(channels, -4, 5).mapToDouble(half -> half / 2.0).toArray();
        return new BinaryLayer(b.name(), b.geometry(), b.weights(), ones, new Normalization(mu, ones),
                (1 + random.nextInt(6)) / 2.0, false, 1, dynamics);
    }

    private Dynamics leaky(boolean hard) {
        int bits = 1 + random.nextInt(5);
        Leak leak = random.nextBoolean()
                ? new Leak.Shift(1 + random.nextInt(4))
                : new Leak.Factor(1 + random.nextInt((1 << bits) - 1), bits);
        return new Dynamics(leak, random.nextBoolean() ? Firing.AT : Firing.ABOVE, hard ? reset() : Reset.SOFT);
    }

    BinaryLayer binary(int fanIn, int channels, boolean residual) {
        Geometry g = Geometry.fullyConnected(new Shape(fanIn, 1, 1), channels);
        return new BinaryLayer("binary", g, bits(g.weights()), positive(channels), normalization(channels),
                near(1.0 + random.nextInt(3)), residual, 1);
    }

    /**
     * A first layer, two binarized ones, the second with a residual, and a last layer; everything has four channels.
     */
    public Network network(int timeSteps) {
        Shape shape = new Shape(4, 1, 1);
        Geometry g = Geometry.fullyConnected(shape, 4);
        return new Network("small", shape, timeSteps, List.of(
                new FirstLayer("first", g, weights(g.weights()), normalization(4), near(2), 1, InputCoding.POISSON),
                new BinaryLayer("one", g, bits(g.weights()), positive(4), normalization(4), near(1), false, 1),
                new BinaryLayer("two", g, bits(g.weights()), positive(4), normalization(4), near(2), true, 1),
                new LastLayer("last", g, weights(g.weights()), random.doubles(4, -1, 1).toArray())));
    }

    /**
     * Maps of 4 x 3, with kernels, strides, paddings and dilations that differ in rows and columns and on opposite
     * sides; groups.
     */
    public Network uneven(int timeSteps) {
        Shape shape = new Shape(2, 4, 3);
        Geometry first = new Geometry(shape, 4,
                new Kernel(2, 3, new Stride(1, 2), new Padding(0, 2, 1, 3), new Dilation(1, 2)), 1);
        Geometry one = new Geometry(first.output(), 4,
                new Kernel(3, 1, new Stride(2, 1), new Padding(1, 0, 0, 0), Dilation.NONE), 1);
        Geometry two = new Geometry(one.output(), 4,
                new Kernel(2, 2, Stride.of(1), new Padding(1, 0, 1, 1), new Dilation(2, 1)), 2);
        Geometry last = Geometry.fullyConnected(two.output(), 4);
        return new Network("uneven", shape, timeSteps, List.of(
                new FirstLayer("first", first, weights(first.weights()), normalization(4), near(2), 1,
                        InputCoding.POISSON),
                new BinaryLayer("one", one, bits(one.weights()), positive(4), normalization(4), near(1), false, 1),
                new BinaryLayer("two", two, bits(two.weights()), positive(4), normalization(4), near(2), true, 1),
                new LastLayer("last", last, weights(last.weights()), random.doubles(4, -1, 1).toArray())));
    }

    private FixedWeights weights(int count) {
        return new FixedWeights(4, 2, random.ints(count, -8, 8).toArray());
    }

    private byte[] bits(int count) {
        byte[] bits = new byte[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return bits;
    }

    private double[] positive(int count) {
        return random.ints(count, 1, 4).mapToDouble(i -> i / (double) (1 + random.nextInt(3))).toArray();
    }

    private Normalization normalization(int channels) {
        double[] mu = new double[channels];
        double[] gain = new double[channels];
        for (int i = 0; i < channels; i++) {
            mu[i] = near(random.nextInt(5) - 2);
            gain[i] = random.nextInt(3) == 0 ? -1 : 1;
        }
        return new Normalization(mu, positive(channels), gain, random.doubles(channels, -1, 1).toArray());
    }

    /** The number itself, a fraction of it, something just beside it, or anything. */
    private double near(double value) {
        return switch (random.nextInt(5)) {
            case 0 -> value;
            case 1 -> value / 3;
            case 2 -> value + Math.scalb(random.nextBoolean() ? 1.0 : -1.0, -random.nextInt(1, 12));
            case 3 -> value / 2;
            default -> value + random.nextDouble() / 2;
        };
    }
}
