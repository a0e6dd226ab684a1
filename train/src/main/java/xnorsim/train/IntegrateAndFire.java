package xnorsim.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

/**
 * The IF neuron of Algorithm 1 with soft reset, differentiable by the surrogate gradient of eq. (4).
 *
 * <p>Forward, for every time step: u += y; o = 1 if u &gt; theta, else 0; u -= theta * o. Backward: do/du is
 * delta * max(0, 1 - |u - theta| / theta), also through the reset, so that the chain rule gives eq. (3).
 *
 * <p>The engine offers no custom derivative. The spike is therefore written as H + (S - stop(S)): H is the step with no
 * gradient, S = u * stop(g) has the wanted gradient g, and S - stop(S) is exactly 0. In the other order, S + stop(H -
 * S), the sum could round and a spike would not be exactly 0 or 1.
 *
 * @param threshold theta
 * @param damping delta
 */
record IntegrateAndFire(float threshold, float damping) {

    /**
     * Runs all time steps.
     *
     * @param drive y, time-major: (T * B, ...)
     * @return spikes of the same shape
     */
    NDArray fire(NDArray drive, int timeSteps) {
        // Splitting once, not indexing step by step: the backward pass of an index fills a whole array with zeros.
        NDList steps = timeSteps == 1 ? new NDList(drive) : drive.split(timeSteps, 0);
        NDList spikes = new NDList(timeSteps);
        NDArray membrane = steps.getFirst();
        for (int t = 0; t < timeSteps; t++) {
            NDArray integrated = t == 0 ? membrane : membrane.add(steps.get(t));
            NDArray spike = spike(integrated);
            spikes.add(spike);
            membrane = threshold == 1f ? integrated.sub(spike) : integrated.sub(spike.mul(threshold));
        }
        // The gradient of a concatenation of one array is lost in the engine.
        return timeSteps == 1 ? spikes.getFirst() : NDArrays.concat(spikes, 0);
    }

    /** The spike of eq. (6), strictly above the threshold, with the gradient of eq. (4). */
    NDArray spike(NDArray membrane) {
        NDArray fixed = membrane.stopGradient();
        NDArray fires = fixed.gt(threshold).toType(DataType.FLOAT32, false);
        NDArray slope = fixed.sub(threshold).abs().muli(-damping / threshold).addi(damping).maximum(0f);
        NDArray carrier = membrane.mul(slope);
        return fires.add(carrier.sub(carrier.stopGradient()));
    }
}
