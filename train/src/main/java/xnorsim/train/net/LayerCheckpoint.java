package xnorsim.train.net;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xnorsim.train.recipe.TrainedNeurons;

/**
 * Training state of one layer. The arrays are the state itself, not copies.
 */
public final class LayerCheckpoint {
    private final long[] shape;
    private final boolean binary;
    private final int steps;
    private final Parameter weights;
    private final Parameter threshold;
    private final float[] means;
    private final float[] variances;

    /**
     * Numbers that gradients change.
     *
     * @param values the numbers
     * @param first the optimizer's running mean of the gradient
     * @param second its running mean of the squared gradient
     */
    // Arrays are what it is there for: they are changed in place, and nothing compares two of these records.
    @SuppressWarnings("ArrayRecordComponent")
    record Parameter(float[] values, float[] first, float[] second) {

        static Parameter of(int size) {
            return new Parameter(new float[size], new float[size], new float[size]);
        }

        Stream<float[]> arrays() {
            return Stream.of(values, first, second);
        }
    }

    /**
     * A layer with weights, means and moments of 0 and variances and threshold of 1; outputs are the first axis of the
     * shape.
     *
     * @param steps sets of means and variances, one after another: 1, or one a time step
     */
    LayerCheckpoint(long[] shape, boolean binary, int steps) {
        this.shape = shape.clone();
        this.binary = binary;
        this.steps = steps;
        int size = 1;
        for (long side : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(side));
        }
        weights = Parameter.of(size);
        threshold = Parameter.of(1);
        threshold.values()[0] = 1;
        means = new float[steps * Math.toIntExact(shape[0])];
        variances = new float[means.length];
        Arrays.fill(variances, 1f);
    }

    /** All that a checkpoint holds of the layer, in the order of the file. */
    public List<float[]> arrays() {
        return Stream.of(weights.arrays(), threshold.arrays(), Stream.of(means, variances)).flatMap(part -> part)
                .toList();
    }

    /** The array with a non-finite number; empty if there is none. */
    Optional<String> notFinite() {
        List<String> names = List.of("the weights", "the mean gradient", "the mean squared gradient", "the threshold",
                "the threshold's mean gradient", "its mean square", "the running means", "the running variances");
        List<float[]> arrays = arrays();
        for (int k = 0; k < arrays.size(); k++) {
            for (float value : arrays.get(k)) {
                if (!Float.isFinite(value)) {
                    return Optional.of(names.get(k));
                }
            }
        }
        return Optional.empty();
    }

    /** (C_out, C_in, rows, columns) of a hidden layer, (classes, features) of the last layer. */
    long[] shape() {
        return shape.clone();
    }

    int channels() {
        return (int) shape[0];
    }

    /** Whether the weights are latent ones of binary weights. */
    boolean binary() {
        return binary;
    }

    /** Sets of means and variances: 1, or one a time step. */
    int steps() {
        return steps;
    }

    Parameter parameter() {
        return weights;
    }

    /** theta, one number. */
    Parameter threshold() {
        return threshold;
    }

    float theta() {
        return threshold.values()[0];
    }

    float[] weights() {
        return weights.values();
    }

    /** Running mu of the batch norm, per output channel, of the one step after the other. */
    float[] means() {
        return means;
    }

    /** Running sigma squared of the batch norm, without epsilon, in the order of the means. */
    float[] variances() {
        return variances;
    }

    /** The divisor of a channel in a time step: epsilon is part of it. */
    double sigma(int step, int channel) {
        return Math.sqrt((double) variances[step % steps * channels() + channel] + SpikingNet.EPSILON);
    }

    double mean(int step, int channel) {
        return means[step % steps * channels() + channel];
    }

    /** The scaling factor of eq. (5), one a channel. */
    float[] alpha(TrainedNeurons.Alpha kind) {
        float[] alpha = new float[channels()];
        int fanIn = weights.values().length / alpha.length;
        double all = 0;
        for (int c = 0; c < alpha.length; c++) {
            double sum = 0;
            for (int i = c * fanIn; i < (c + 1) * fanIn; i++) {
                sum += Math.abs(weights.values()[i]);
            }
            all += sum;
            // Never 0, should all of a channel's weights be.
            alpha[c] = (float) Math.max(1e-6, sum / fanIn);
        }
        switch (kind) {
            case ONE -> Arrays.fill(alpha, 1f);
            case LAYER -> Arrays.fill(alpha, (float) Math.max(1e-6, all / weights.values().length));
            case CHANNEL -> {
            }
        }
        return alpha;
    }
}
