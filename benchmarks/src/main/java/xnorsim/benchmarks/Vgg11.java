package xnorsim.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.data.LabelledImages;

/**
 * The network of the speed targets: VGG-11 for images of 3 x 32 x 32, eight convolutions and three fully connected
 * layers of 512, 512 and 100 as is usual at this size, random weights, a residual on every binarized layer that has a
 * spiking layer two back. Thresholds are chosen so that each layer fires in about a fifth of its neurons and time
 * steps.
 */
final class Vgg11 {

    static final int TIME_STEPS = 8;
    static final Shape INPUT = new Shape(3, 32, 32);
    static final int CLASSES = 100;

    /** Output channels and pooling of the binarized convolutions; the first one is the second layer. */
    private static final int[] CHANNELS = {128, 256, 256, 512, 512, 512, 512};
    private static final int[] POOLS = {2, 1, 2, 1, 2, 1, 2};
    private static final int FIRST_CHANNELS = 64;
    private static final int WIDTH = 512;

    /** Firing thresholds, first layer to last binarized one; found by bisection for a rate of 0.2. */
    private static final double[] THETA = {1.25, 28, 43, 46, 59, 43, 68, 50, 28, 21};

    private Vgg11() {}

    /** The network. */
    static Network network() {
        return network(THETA);
    }

    /** The network with other thresholds. */
    static Network network(double[] theta) {
        List<Layer> layers = new ArrayList<>();
        Geometry first = Geometry.convolution(INPUT, FIRST_CHANNELS, 3, 3, 1, 1);
        layers.add(
                new FirstLayer("conv1", first, fixed(0, first), Normalization.identity(FIRST_CHANNELS), theta[0], 2,
                        InputCoding.POISSON));
        Shape shape = layers.getFirst().output();
        for (int l = 1; l <= CHANNELS.length; l++) {
            Geometry g = Geometry.convolution(shape, CHANNELS[l - 1], 3, 3, 1, 1);
            layers.add(binary("conv" + (l + 1), l, g, theta[l], POOLS[l - 1]));
            shape = layers.getLast().output();
        }
        for (int l = CHANNELS.length + 1; l <= CHANNELS.length + 2; l++) {
            layers.add(binary("fc" + (l + 1), l, Geometry.fullyConnected(shape, WIDTH), theta[l], 1));
            shape = layers.getLast().output();
        }
        Geometry last = Geometry.fullyConnected(shape, CLASSES);
        layers.add(new LastLayer("fc11", last, fixed(CHANNELS.length + 3, last), new double[CLASSES]));
        return new Network("vgg11", INPUT, TIME_STEPS, layers);
    }

    /** A chain of {@code depth} binarized layers of 128 channels on maps of 8 x 8, for curves. */
    static Network chain(int depth, int timeSteps) {
        Shape input = new Shape(3, 8, 8);
        List<Layer> layers = new ArrayList<>();
        Geometry first = Geometry.convolution(input, 128, 3, 3, 1, 1);
        layers.add(new FirstLayer("conv1", first, fixed(0, first), Normalization.identity(128), THETA[0], 1,
                InputCoding.POISSON));
        for (int l = 1; l <= depth; l++) {
            Geometry g = Geometry.convolution(layers.getLast().output(), 128, 3, 3, 1, 1);
            layers.add(binary("conv" + (l + 1), l, g, 40, 1));
        }
        Geometry last = Geometry.fullyConnected(layers.getLast().output(), 10);
        layers.add(new LastLayer("out", last, fixed(depth + 1, last), new double[10]));
        return new Network("chain", input, timeSteps, layers);
    }

    /** Random images whose pixels spike with a probability of 0.2 on the average. */
    static LabelledImages images(Shape shape, int count) {
        byte[] pixels = new byte[count * shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Long.remainderUnsigned(Vectors.draw(Vectors.Stream.SPIKES, i), 103);
        }
        return new LabelledImages(shape, pixels, new byte[count]);
    }

    private static BinaryLayer binary(String name, int index, Geometry g, double theta, int pool) {
        byte[] weights = new byte[g.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (draw(index, i) >>> 63);
        }
        double[] alpha = new double[g.outputChannels()];
        Arrays.fill(alpha, 1);
        return new BinaryLayer(name, g, weights, alpha, Normalization.identity(g.outputChannels()), theta, index >= 2,
                pool);
    }

    private static FixedWeights fixed(int index, Geometry g) {
        int[] codes = new int[g.weights()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (int) Long.remainderUnsigned(draw(index, i), 255) - 127;
        }
        return new FixedWeights(8, 7, codes);
    }

    private static long draw(int layer, int index) {
        return Vectors.draw(Vectors.Stream.WEIGHTS, ((long) layer << 32) + index);
    }
}
