package xnorsim.train.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import xnorsim.base.InputException;
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
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.TrainedNeurons;
import xnorsim.train.recipe.Topology;

/**
 * Quantizes the trained parameters to the network that the hardware runs: every number is on a grid that fixed point
 * represents exactly, so that no later rounding can move a spike.
 *
 * <p>theta and alpha are taken into mu and sigma, so that the firing threshold of eq. (7) is sigma alone; both are
 * rounded to 2^-8, or to the step of the first layer's sums where that is finer. The last layer's normalization is
 * taken into its weights and its bias.
 */
public final class NetworkExport {
    /** Fraction bits of mu, sigma and bias, the default of the IF units. */
    static final int FRACTION_BITS = 8;

    /** Width of the first and the last layer's weights. */
    static final int WEIGHT_BITS = 8;

    private static final String LAST = "linear";

    private NetworkExport() {}

    /**
     * The network of a state.
     *
     * @throws InputException if the topology does not fit the input, such as a pooling of an odd map, or no array can
     *         run it
     */
    public static Network network(Recipe recipe, Shape input, TrainingState state) {
        Topology topology = recipe.network().topology();
        if (!recipe.runsOnArrays()) {
            throw new InputException(
                    "training: a network of this recipe does not map to the arrays, expected pooling: or "
                            + "and normalization: layer");
        }
        List<Layer> layers = new ArrayList<>();
        List<Geometry> geometries = topology.geometries(input);
        for (int l = 0; l < geometries.size(); l++) {
            LayerCheckpoint learned = state.layers().get(l);
            String name = topology.name(l);
            Geometry geometry = geometries.get(l);
            Topology.Hidden plan = topology.layers().get(l);
            layers.add(named(name, () -> learned.binary()
                    ? binary(name, geometry, plan, learned, recipe)
                    : first(name, geometry, plan.window(), learned, recipe)));
        }
        layers.add(named(LAST, () -> last(topology.features(input), state.layers().getLast())));
        return new Network(recipe.network().layers(), input, recipe.neurons().timeSteps(), layers);
    }

    /** The layer, or an error message that names it. */
    private static Layer named(String name, Supplier<Layer> layer) {
        try {
            return layer.get();
        } catch (InputException e) {
            throw String.valueOf(e.getMessage()).startsWith(name + ":") ? e : e.in(name);
        }
    }

    private static FirstLayer first(String name, Geometry geometry, int pool, LayerCheckpoint learned, Recipe recipe) {
        float[] real = learned.weights();
        double[] weights = new double[real.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = real[i];
        }
        FixedWeights fixed = FixedWeights.nearest(WEIGHT_BITS, weights);
        float[] one = learned.alpha(TrainedNeurons.Alpha.ONE);
        return new FirstLayer(name, geometry, fixed,
                normalization(learned, one, fractionBits(fixed, recipe.network().coding())), 1, pool,
                recipe.network().coding());
    }

    /** The grid of the first layer's sums. */
    static int fractionBits(FixedWeights weights, InputCoding coding) {
        return Math.max(FRACTION_BITS, weights.fractionBits() + coding.fractionBits());
    }

    private static BinaryLayer binary(String name, Geometry geometry, Topology.Hidden plan, LayerCheckpoint learned,
            Recipe recipe) {
        byte[] weights = new byte[learned.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (learned.weights()[i] >= 0 ? 1 : 0);
        }
        double[] one = new double[geometry.outputChannels()];
        Arrays.fill(one, 1);
        return new BinaryLayer(name, geometry, weights, one,
                normalization(learned, learned.alpha(recipe.neurons().alpha()), FRACTION_BITS), 1, plan.residual(),
                plan.window());
    }

    /** mu / alpha and sigma * theta / alpha of eq. (7), on the grid. */
    private static Normalization normalization(LayerCheckpoint learned, float[] alpha, int fractionBits) {
        double step = Math.scalb(1.0, -fractionBits);
        double[] mu = new double[learned.means().length];
        double[] sigma = new double[mu.length];
        for (int i = 0; i < mu.length; i++) {
            int t = i / alpha.length;
            int c = i % alpha.length;
            mu[i] = round(learned.mean(t, c) / alpha[c], fractionBits);
            // Never 0: a threshold must be positive.
            sigma[i] = Math.max(step, round(learned.sigma(t, c) * learned.theta() / alpha[c], fractionBits));
        }
        return new Normalization(mu, sigma);
    }

    private static LastLayer last(Shape features, LayerCheckpoint learned) {
        Geometry geometry = Geometry.fullyConnected(features, learned.channels());
        int fanIn = geometry.fanIn();
        double[] weights = new double[learned.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = learned.weights()[i] / learned.sigma(0, i / fanIn);
        }
        FixedWeights fixed = FixedWeights.nearest(WEIGHT_BITS, weights);
        double[] bias = new double[learned.means().length];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = round(learned.means()[i] / learned.sigma(0, i), Math.max(FRACTION_BITS, fixed.fractionBits()));
        }
        return new LastLayer(LAST, geometry, fixed, bias);
    }

    private static double round(double value, int fractionBits) {
        return Math.scalb(Math.rint(Math.scalb(value, fractionBits)), -fractionBits);
    }
}
