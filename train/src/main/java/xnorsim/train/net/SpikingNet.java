package xnorsim.train.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.TrainedNeurons;
import xnorsim.train.recipe.Topology;

/**
 * The forward pass of Algorithm 1, for all time steps at once, layer after layer.
 *
 * <p>Arrays are time-major, (T * B, channels, height, width), so that a convolution runs once for all time steps. It
 * holds no weights: they come as {@link Tensors}.
 */
final class SpikingNet {
    /** Part of the running statistics that a batch replaces. */
    static final float BATCH_SHARE = 0.1f;

    /** Added to the variance before the square root. */
    static final float EPSILON = 1e-5f;

    private final Recipe recipe;
    private final Topology topology;
    private final List<Geometry> geometries;

    /**
     * What a forward pass gives.
     *
     * @param membranes of the last layer after the last time step, u^(T,L); (B, classes)
     * @param spikes of every hidden layer, before pooling
     */
    record Forward(NDArray membranes, List<NDArray> spikes) {}

    /** A net for images of this shape. */
    SpikingNet(Recipe recipe, xnorsim.network.Shape input) {
        this.recipe = recipe;
        this.topology = recipe.network().topology();
        this.geometries = topology.geometries(input);
    }

    /**
     * Runs a batch.
     *
     * @param input spikes (T * B, channels, height, width), or with direct coding the images, (B, ...)
     * @param training whether batch norm uses the batch's statistics and updates the running ones
     */
    Forward forward(NDArray input, Tensors tensors, boolean training) {
        List<NDArray> fired = new ArrayList<>();
        List<NDArray> handedOn = new ArrayList<>();
        NDArray present = input;
        for (int l = 0; l < topology.layers().size(); l++) {
            if (topology.layers().get(l).residual()) {
                present = present.add(SpikeMaps.fit(handedOn.get(l - 2), present.getShape()));
            }
            NDArray spikes = layer(l, present, tensors.layer(l), training);
            fired.add(spikes);
            present = pooled(spikes, topology.layers().get(l).window());
            handedOn.add(present);
        }
        Tensors.Layer last = tensors.layer(topology.layers().size());
        long rows = present.getShape().get(0);
        NDArray sums = present.reshape(rows, -1).matMul(last.weights().transpose());
        NDArray drive = normalize(sums, last, 0, training);
        NDArray membranes = drive.reshape(recipe.neurons().trainedSteps(), rows / recipe.neurons().trainedSteps(), -1)
                .sum(new int[]{0});
        return new Forward(membranes, fired);
    }

    private NDArray pooled(NDArray spikes, int window) {
        if (window == 1) {
            return spikes;
        }
        return topology.average() ? SpikeMaps.average(spikes, window) : SpikeMaps.pool(spikes, window);
    }

    private NDArray layer(int l, NDArray input, Tensors.Layer layer, boolean training) {
        NDArray weights = layer.state().binary() ? StraightThrough.binarize(layer.weights()) : layer.weights();
        Optional<NDArray> alpha = layer.alpha();
        NDArray scaled = alpha.isPresent() ? weights.mul(alpha.get()) : weights;
        NDArray sums = SpikeMaps.convolve(input, scaled, geometries.get(l));
        if (recipe.neurons().type() == TrainedNeurons.Type.RELU) {
            // The rate of an IF neuron with this drive in every time step.
            return normalize(sums, layer, 0, training).div(layer.state().theta()).clip(0, 1);
        }
        boolean still = l == 0 && recipe.network().coding() == InputCoding.DIRECT;
        boolean stepwise = recipe.neurons().normalization() == TrainedNeurons.Statistics.STEP;
        SurrogateNeuron neurons = new SurrogateNeuron(layer.state().theta(), (float) recipe.neurons().delta(),
                layer.theta());
        return neurons.fire(stepwise ? stepwise(sums, still, layer, training) : together(sums, still, layer, training),
                stepwise ? carried(layer) : List.of());
    }

    /** The drive of each step, with mu and sigma over all of them; of a still image all steps are the same. */
    private NDList together(NDArray sums, boolean still, Tensors.Layer layer, boolean training) {
        NDArray drive = normalize(sums, layer, 0, training);
        return still ? repeated(drive) : SurrogateNeuron.steps(drive, recipe.neurons().timeSteps());
    }

    /** The drive of each step, with its own mu and sigma. */
    private NDList stepwise(NDArray sums, boolean still, Tensors.Layer layer, boolean training) {
        NDList steps = still ? repeated(sums) : SurrogateNeuron.steps(sums, recipe.neurons().timeSteps());
        NDList drive = new NDList();
        for (int t = 0; t < steps.size(); t++) {
            drive.add(normalize(steps.get(t), layer, t, training));
        }
        return drive;
    }

    private NDList repeated(NDArray drive) {
        NDList steps = new NDList();
        for (int t = 0; t < recipe.neurons().timeSteps(); t++) {
            steps.add(drive);
        }
        return steps;
    }

    /**
     * sigma of a step over sigma of the next. An array holds sums, not normalized ones: from step to step it keeps u *
     * sigma, and only its threshold, sigma * theta, is the step's. In units of sigma the membrane thus shrinks or
     * grows.
     */
    private static List<NDArray> carried(Tensors.Layer layer) {
        List<NDArray> ratios = new ArrayList<>();
        int channels = layer.state().channels();
        for (int t = 1; t < layer.variances().size(); t++) {
            float[] ratio = new float[channels];
            for (int c = 0; c < channels; c++) {
                ratio[c] = (float) (layer.state().sigma(t - 1, c) / layer.state().sigma(t, c));
            }
            ratios.add(layer.weights().getManager().create(ratio, new Shape(1, channels, 1, 1)));
        }
        return ratios;
    }

    /** (x - mu) / sigma per channel, mu and sigma over images and positions. */
    private static NDArray normalize(NDArray sums, Tensors.Layer layer, int step, boolean training) {
        // DJL's momentum is the share that is kept, the engine's the share that is replaced.
        return BatchNorm.batchNorm(sums, layer.means().get(step), layer.variances().get(step), layer.one(),
                layer.zero(), -1, 1 - BATCH_SHARE, EPSILON, training).singletonOrThrow();
    }

    /** Share of ones in each of these maps. */
    static double[] rates(List<NDArray> spikes) {
        double[] rates = new double[spikes.size()];
        for (int l = 0; l < rates.length; l++) {
            rates[l] = spikes.get(l).stopGradient().mean().getFloat();
        }
        return rates;
    }
}
