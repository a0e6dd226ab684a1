package xnorsim.train.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.train.examples.AlignedBuffers;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.TrainedNeurons;

/**
 * The weights and running statistics of one step as arrays of the engine.
 *
 * <p>They live for one step only: made from the {@link TrainingState}, which is the truth, and read back into it. So no
 * array of the engine outlives a step, and all that a checkpoint must hold is in plain Java arrays.
 */
final class Tensors {
    private final List<Layer> layers = new ArrayList<>();

    /**
     * One layer's numbers.
     *
     * @param state the state they are copies of
     * @param weights latent or real weights
     * @param alpha scaling factor of eq. (5), (C, 1, 1, 1); empty where it is 1
     * @param theta the threshold where it is learned
     * @param means running mu, an array for each set of statistics; changed in place by the forward pass
     * @param variances running sigma squared, as the means
     * @param one gain of batch normalization
     * @param zero shift of batch normalization
     */
    record Layer(LayerCheckpoint state, NDArray weights, Optional<NDArray> alpha, Optional<NDArray> theta,
            List<NDArray> means, List<NDArray> variances, NDArray one, NDArray zero) {}

    private Tensors() {}

    /**
     * Copies the state into arrays of this manager.
     *
     * @param buffers memory that the arrays lie in until the next call
     * @param gradients whether learned parameters collect gradients
     */
    static Tensors of(TrainingState state, Recipe recipe, NDManager manager, AlignedBuffers buffers,
            boolean gradients) {
        Tensors tensors = new Tensors();
        for (int l = 0; l < state.layers().size(); l++) {
            boolean last = l == state.layers().size() - 1;
            tensors.layers.add(layer(state.layers().get(l), recipe, manager, buffers, "layer " + l, gradients, last));
        }
        return tensors;
    }

    private static Layer layer(LayerCheckpoint state, Recipe recipe, NDManager manager, AlignedBuffers buffers,
            String use,
            boolean gradients, boolean last) {
        int channels = state.channels();
        Shape perChannel = new Shape(channels);
        NDArray weights = buffers.put(manager, use + " weights", state.weights(), new Shape(state.shape()));
        weights.setRequiresGradient(gradients);
        Optional<NDArray> alpha = recipe.neurons().alpha() == TrainedNeurons.Alpha.ONE || !state.binary()
                ? Optional.empty()
                : Optional.of(buffers.put(manager, use + " alpha", state.alpha(recipe.neurons().alpha()),
                        new Shape(channels, 1, 1, 1)));
        Optional<NDArray> theta = Optional.empty();
        if (recipe.neurons().learnThreshold() && !last) {
            NDArray learned = buffers.put(manager, use + " theta", state.threshold().values(), new Shape(1));
            learned.setRequiresGradient(gradients);
            theta = Optional.of(learned);
        }
        List<NDArray> means = new ArrayList<>();
        List<NDArray> variances = new ArrayList<>();
        for (int step = 0; step < state.steps(); step++) {
            means.add(buffers.put(manager, use + " mean " + step, part(state.means(), step, channels), perChannel));
            variances.add(buffers.put(manager, use + " variance " + step, part(state.variances(), step, channels),
                    perChannel));
        }
        return new Layer(state, weights, alpha, theta, means, variances, manager.ones(perChannel),
                manager.zeros(perChannel));
    }

    private static float[] part(float[] all, int step, int channels) {
        return java.util.Arrays.copyOfRange(all, step * channels, (step + 1) * channels);
    }

    Layer layer(int index) {
        return layers.get(index);
    }

    /** Writes the running statistics, which the forward pass has changed in place, back into the state. */
    void keepStatistics() {
        for (Layer layer : layers) {
            int channels = layer.state().channels();
            for (int step = 0; step < layer.means().size(); step++) {
                copy(layer.means().get(step), layer.state().means(), step * channels);
                copy(layer.variances().get(step), layer.state().variances(), step * channels);
            }
        }
    }

    private static void copy(NDArray from, float[] to, int start) {
        float[] values = from.toFloatArray();
        System.arraycopy(values, 0, to, start, values.length);
    }
}
