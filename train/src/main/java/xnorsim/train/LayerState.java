package xnorsim.train;

import java.util.Arrays;
import java.util.List;

/**
 * What training knows of one layer. The arrays are the state itself, not copies.
 */
final class LayerState {
    private final long[] shape;
    private final boolean binary;
    private final float[] weights;
    private final float[] firstMoments;
    private final float[] secondMoments;
    private final float[] means;
    private final float[] variances;

    /** A layer with weights, means and moments of 0 and variances of 1; outputs are the first axis of the shape. */
    LayerState(long[] shape, boolean binary) {
        this.shape = shape.clone();
        this.binary = binary;
        int size = 1;
        for (long side : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(side));
        }
        weights = new float[size];
        firstMoments = new float[size];
        secondMoments = new float[size];
        means = new float[Math.toIntExact(shape[0])];
        variances = new float[means.length];
        Arrays.fill(variances, 1f);
    }

    /** All that a checkpoint holds of the layer, in the order of the file. */
    List<float[]> arrays() {
        return List.of(weights, firstMoments, secondMoments, means, variances);
    }

    /** (C_out, C_in, 3, 3) of a convolution, (classes, features) of the last layer. */
    long[] shape() {
        return shape.clone();
    }

    /** Whether the weights are latent ones of binary weights. */
    boolean binary() {
        return binary;
    }

    float[] weights() {
        return weights;
    }

    /** Adam's running mean of the gradient. */
    float[] firstMoments() {
        return firstMoments;
    }

    /** Adam's running mean of the squared gradient. */
    float[] secondMoments() {
        return secondMoments;
    }

    /** Running mu of the batch norm, per output channel. */
    float[] means() {
        return means;
    }

    /** Running sigma squared of the batch norm, without epsilon. */
    float[] variances() {
        return variances;
    }
}
