package xnorsim.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;

/**
 * Turns what was learned into the network that the hardware runs: every number leaves on a grid that fixed point holds
 * exactly, so that no later rounding can move a spike.
 *
 * <p>theta is taken into sigma, so that the firing threshold of eq. (7) is sigma alone (alpha is 1); mu and sigma are
 * rounded to 2^-8, or to the step of the first layer's weights where that is finer. The last layer's normalization is
 * taken into its weights and its bias.
 */
final class NetworkExport {
    /** Fraction bits of mu, sigma and bias, the default of the IF units. */
    static final int FRACTION_BITS = 8;

    /** Width of the first and the last layer's weights. */
    static final int WEIGHT_BITS = 8;

    private NetworkExport() {}

    /**
     * The network of a state.
     *
     * @throws xnorsim.network.InputException if the topology does not fit the input, such as a pooling of an odd map
     */
    static Network network(TrainingSettings settings, Shape input, TrainingState state) {
        Topology topology = Topology.parse(settings.network());
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (int l = 0; l < topology.convolutions().size(); l++) {
            Topology.Convolution plan = topology.convolutions().get(l);
            Geometry geometry = new Geometry(shape, plan.channels(), Topology.KERNEL, Topology.KERNEL, plan.stride(),
                    Topology.PADDING);
            LayerState learned = state.layers().get(l);
            String name = "conv" + (l + 1);
            Layer layer = l == 0
                    ? first(name, geometry, plan.window(), learned, settings.threshold())
                    : binary(name, geometry, plan.window(), learned, settings.threshold(), Topology.isResidual(l));
            layers.add(layer);
            shape = layer.output();
        }
        layers.add(last(Geometry.fullyConnected(shape, classes(state)), state.layers().getLast()));
        return new Network(settings.network(), input, settings.timeSteps(), layers);
    }

    private static int classes(TrainingState state) {
        return Math.toIntExact(state.layers().getLast().shape()[0]);
    }

    private static FirstLayer first(String name, Geometry geometry, int pool, LayerState learned, double theta) {
        float[] real = learned.weights();
        double[] weights = new double[real.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = real[i];
        }
        FixedWeights fixed = FixedWeights.nearest(WEIGHT_BITS, weights);
        int fractionBits = Math.max(FRACTION_BITS, fixed.fractionBits());
        return new FirstLayer(name, geometry, fixed, normalization(learned, theta, fractionBits), 1, pool);
    }

    private static BinaryLayer binary(String name, Geometry geometry, int pool, LayerState learned, double theta,
            boolean residual) {
        byte[] weights = new byte[learned.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (learned.weights()[i] >= 0 ? 1 : 0);
        }
        double[] alpha = new double[geometry.outputChannels()];
        Arrays.fill(alpha, 1);
        return new BinaryLayer(name, geometry, weights, alpha, normalization(learned, theta, FRACTION_BITS), 1,
                residual, pool);
    }

    private static Normalization normalization(LayerState learned, double theta, int fractionBits) {
        double step = Math.scalb(1.0, -fractionBits);
        double[] mu = new double[learned.means().length];
        double[] sigma = new double[mu.length];
        for (int i = 0; i < mu.length; i++) {
            mu[i] = round(learned.means()[i], fractionBits);
            // Never 0: a threshold must be positive.
            sigma[i] = Math.max(step, round(sigma(learned, i) * theta, fractionBits));
        }
        return new Normalization(mu, sigma);
    }

    private static LastLayer last(Geometry geometry, LayerState learned) {
        int fanIn = geometry.fanIn();
        double[] weights = new double[learned.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = learned.weights()[i] / sigma(learned, i / fanIn);
        }
        FixedWeights fixed = FixedWeights.nearest(WEIGHT_BITS, weights);
        double[] bias = new double[learned.means().length];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = round(learned.means()[i] / sigma(learned, i), Math.max(FRACTION_BITS, fixed.fractionBits()));
        }
        return new LastLayer("linear", geometry, fixed, bias);
    }

    /** The divisor that training used: epsilon is part of it. */
    private static double sigma(LayerState learned, int channel) {
        return Math.sqrt((double) learned.variances()[channel] + SpikingNet.EPSILON);
    }

    private static double round(double value, int fractionBits) {
        return Math.scalb(Math.rint(Math.scalb(value, fractionBits)), -fractionBits);
    }
}
