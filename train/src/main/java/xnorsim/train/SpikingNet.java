package xnorsim.train;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;

/**
 * The forward pass of Algorithm 1, for all time steps at once, layer after layer.
 *
 * <p>Arrays are time-major, (T * B, channels, height, width), so that a convolution runs once for all time steps. It
 * holds no weights: they come as {@link Tensors}.
 */
final class SpikingNet {
    /** Part of the running statistics that a batch replaces. */
    static final float BATCH_SHARE = 0.1f;

    /** Added to the variance before the root is taken. */
    static final float EPSILON = 1e-5f;

    private final Topology topology;
    private final int timeSteps;
    private final IntegrateAndFire neurons;

    SpikingNet(Topology topology, int timeSteps, IntegrateAndFire neurons) {
        this.topology = topology;
        this.timeSteps = timeSteps;
        this.neurons = neurons;
    }

    /**
     * Membranes of the last layer after the last time step, u^(T,L).
     *
     * @param input spikes (T * B, 1, height, width)
     * @param training whether batch norm uses the batch's statistics and updates the running ones
     * @return (B, classes)
     */
    NDArray membranes(NDArray input, Tensors tensors, boolean training) {
        List<NDArray> spikes = new ArrayList<>();
        NDArray present = input;
        for (int l = 0; l < topology.convolutions().size(); l++) {
            if (Topology.isResidual(l)) {
                present = present.add(SpikeMaps.fit(spikes.get(l - 2), present.getShape()));
            }
            present = layer(l, present, tensors, training);
            spikes.add(present);
        }
        long rows = present.getShape().get(0);
        int last = topology.convolutions().size();
        NDArray sums = present.reshape(rows, -1).matMul(tensors.weights(last).transpose());
        NDArray drive = normalize(sums, tensors, last, training);
        return drive.reshape(timeSteps, rows / timeSteps, -1).sum(new int[]{0});
    }

    private NDArray layer(int l, NDArray input, Tensors tensors, boolean training) {
        Topology.Convolution layer = topology.convolutions().get(l);
        NDArray latent = tensors.weights(l);
        // Eq. (5) with alpha = 1: the batch norm that follows divides by whatever factor stands here.
        NDArray weights = l == 0 ? latent : StraightThrough.binarize(latent);
        NDArray sums = SpikeMaps.convolve(input, weights, layer.stride(), Topology.PADDING);
        NDArray spikes = neurons.fire(normalize(sums, tensors, l, training), timeSteps);
        return layer.pooled() ? SpikeMaps.pool(spikes, layer.window()) : spikes;
    }

    /** (x - mu) / sigma per channel, mu and sigma over all time steps and images of the batch. */
    private static NDArray normalize(NDArray sums, Tensors tensors, int l, boolean training) {
        // DJL's momentum is the share that is kept, the engine's the share that is replaced.
        return BatchNorm.batchNorm(sums, tensors.mean(l), tensors.variance(l), tensors.one(l), tensors.zero(l), -1,
                1 - BATCH_SHARE, EPSILON, training).singletonOrThrow();
    }
}
