package xnorsim.train;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The weights and running statistics of one step as arrays of the engine.
 *
 * <p>They live for one step only: made from the {@link TrainingState}, which is the truth, and read back into it. So no
 * array of the engine outlives a step, and all that a checkpoint must hold is in plain Java arrays.
 */
final class Tensors {
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> variances = new ArrayList<>();
    private final List<NDArray> ones = new ArrayList<>();
    private final List<NDArray> zeros = new ArrayList<>();

    private Tensors() {}

    /** Copies the state into arrays of this manager; the weights collect gradients if asked to. */
    static Tensors of(TrainingState state, NDManager manager, boolean gradients) {
        Tensors tensors = new Tensors();
        for (LayerState layer : state.layers()) {
            NDArray weight = manager.create(layer.weights(), new Shape(layer.shape()));
            if (gradients) {
                weight.setRequiresGradient(true);
            }
            tensors.weights.add(weight);
            tensors.means.add(manager.create(layer.means()));
            tensors.variances.add(manager.create(layer.variances()));
            tensors.ones.add(manager.ones(new Shape(layer.means().length)));
            tensors.zeros.add(manager.zeros(new Shape(layer.means().length)));
        }
        return tensors;
    }

    NDArray weights(int layer) {
        return weights.get(layer);
    }

    NDArray mean(int layer) {
        return means.get(layer);
    }

    NDArray variance(int layer) {
        return variances.get(layer);
    }

    NDArray one(int layer) {
        return ones.get(layer);
    }

    NDArray zero(int layer) {
        return zeros.get(layer);
    }

    float[] gradient(int layer) {
        return weights.get(layer).getGradient().toFloatArray();
    }

    /** Writes the running statistics, which the forward pass has changed in place, back into the state. */
    void keepStatistics(TrainingState state) {
        for (int l = 0; l < means.size(); l++) {
            LayerState layer = state.layers().get(l);
            copy(means.get(l), layer.means());
            copy(variances.get(l), layer.variances());
        }
    }

    private static void copy(NDArray from, float[] to) {
        System.arraycopy(from.toFloatArray(), 0, to, 0, to.length);
    }
}
