package xnorsim.train.recipe;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Keys of a recipe that describe its neurons, and how gradients pass through them.
 *
 * @param type type of neurons trained
 * @param timeSteps T
 * @param normalization what batch norm's mu and sigma are taken over
 * @param alpha scaling factor of eq. (5)
 * @param threshold theta, or its initial value if learned
 * @param learnThreshold whether theta is learned, one a layer
 * @param delta delta of eq. (4)
 */
public record TrainedNeurons(
        @Key(name = "neurons", text = "`spiking`, or `relu`: trained without time steps, converted to spiking when"
                + " written") Type type,
        @Key(range = "1..65535", text = "T") int timeSteps,
        @Key(text = "statistics over all time steps, or per `step` (for comparison)") Statistics normalization,
        @Key(text = "eq. (5): 1, or the mean magnitude of latent weights per `layer` or `channel`") Alpha alpha,
        @Key(range = "above 0", text = "theta") double threshold,
        @Key(text = "learn one theta per layer, starting from `threshold`") boolean learnThreshold,
        @Key(range = "above 0", text = "eq. (4)") double delta) {

    static final Keys<TrainedNeurons> KEYS = Keys.of(TrainedNeurons.class, Recipe.WHERE);

    /** What is trained. */
    public enum Type {
        /** The spiking network itself, by surrogate gradients. */
        SPIKING,
        /**
         * A network without time, of binary weights and the activation max(0, min(1, y / theta)), which is the rate
         * that an IF neuron with the drive y tends to; it is converted when it is written, with mu, sigma and theta as
         * they are.
         */
        RELU
    }

    /** What batch norm's mu and sigma are taken over, besides the images and positions. */
    public enum Statistics {
        /** All time steps of a layer. */
        LAYER,
        /**
         * Each time step separately. For comparisons only: a neuron would need a bias and a threshold for every step,
         * and has one of each.
         */
        STEP
    }

    /** The scaling factor of eq. (5). */
    public enum Alpha {
        /** 1. */
        ONE,
        /** The mean magnitude of the layer's latent weights. */
        LAYER,
        /** The mean magnitude of an output channel's latent weights. */
        CHANNEL
    }

    /** Checks the ranges. */
    public TrainedNeurons {
        KEYS.check(type, timeSteps, normalization, alpha, threshold, learnThreshold, delta);
    }

    /** Time steps of training: one where there is no time. */
    public int trainedSteps() {
        return type == Type.RELU ? 1 : timeSteps;
    }
}
