package xnorsim.train.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Optional;

/**
 * The IF neuron of Algorithm 1 with soft reset, differentiable by the surrogate gradient of eq. (4).
 *
 * <p>Forward, for every time step: u += y; o = 1 if u &gt; theta, else 0; u -= theta * o. Backward: do/du is
 * delta * max(0, 1 - |u - theta| / theta), also through the reset, so that the chain rule gives eq. (3). Where theta is
 * learned, do/dtheta is the negative of that.
 *
 * <p>The engine offers no custom derivative. The spike is therefore written as H + (S - stop(S)): H is the step with no
 * gradient, S = u * stop(g) has the wanted gradient g, and S - stop(S) is exactly 0. In the other order, S + stop(H -
 * S), the sum could round and a spike would not be exactly 0 or 1.
 *
 * @param threshold theta
 * @param damping delta
 * @param learned theta as an array with gradient, if it is learned
 */
record SurrogateNeuron(float threshold, float damping, Optional<NDArray> learned) {

    /** Neurons with a fixed threshold. */
    SurrogateNeuron(float threshold, float damping) {
        this(threshold, damping, Optional.empty());
    }

    /**
     * Runs all time steps.
     *
     * @param drive y, time-major: (T * B, ...)
     * @return spikes of the same shape
     */
    NDArray fire(NDArray drive, int timeSteps) {
        return fire(steps(drive, timeSteps), List.of());
    }

    /** The time steps of a time-major array. */
    static NDList steps(NDArray drive, int timeSteps) {
        // Splitting once, not indexing step by step: the backward pass of an index fills a whole array with zeros.
        return timeSteps == 1 ? new NDList(drive) : drive.split(timeSteps, 0);
    }

    /**
     * Runs all time steps.
     *
     * @param drive y of each step, (B, ...)
     * @param carried factor of the membrane between two steps, an array for each step but the first;
     *        empty for the 1 of Algorithm 1
     * @return spikes, time-major: (T * B, ...)
     */
    NDArray fire(NDList drive, List<NDArray> carried) {
        NDList spikes = new NDList(drive.size());
        NDArray membrane = drive.getFirst();
        for (int t = 0; t < drive.size(); t++) {
            NDArray kept = t == 0 || carried.isEmpty() ? membrane : membrane.mul(carried.get(t - 1));
            NDArray integrated = t == 0 ? kept : kept.add(drive.get(t));
            NDArray spike = spike(integrated);
            spikes.add(spike);
            membrane = integrated.sub(reset(spike));
        }
        // The gradient of a concatenation of one array is lost in the engine.
        return spikes.size() == 1 ? spikes.getFirst() : NDArrays.concat(spikes, 0);
    }

    private NDArray reset(NDArray spike) {
        if (learned.isPresent()) {
            return spike.mul(learned.get());
        }
        return threshold == 1f ? spike : spike.mul(threshold);
    }

    /** The spike of eq. (6), strictly above the threshold, with the gradient of eq. (4). */
    NDArray spike(NDArray membrane) {
        NDArray fixed = membrane.stopGradient();
        NDArray fires = fixed.gt(threshold).toType(DataType.FLOAT32, false);
        NDArray slope = fixed.sub(threshold).abs().muli(-damping / threshold).addi(damping).maximum(0f);
        NDArray carrier = (learned.isPresent() ? membrane.sub(learned.get()) : membrane).mul(slope);
        return fires.add(carrier.sub(carrier.stopGradient()));
    }
}
