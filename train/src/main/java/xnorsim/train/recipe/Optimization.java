package xnorsim.train.recipe;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Keys of a recipe that describe the optimizer and its schedule.
 *
 * @param optimizer the optimizer
 * @param momentum of sgd
 * @param weightDecay of the real weights of the first and last layer
 * @param learningRate at the end of the warm-up
 * @param warmUpSteps steps over which it rises linearly
 * @param schedule learning rate after that
 * @param epochs passes over the training images
 * @param batch batch size in images
 */
public record Optimization(
        @Key(text = "`adam` (0.9, 0.999) or `sgd`") Optimizer optimizer,
        @Key(range = "at least 0 and below 1", text = "for `sgd`") double momentum,
        @Key(range = "at least 0", text = "on the first and last layer's weights") double weightDecay,
        @Key(range = "above 0", text = "after warm-up") double learningRate,
        @Key(range = "at least 0", text = "linear") int warmUpSteps,
        @Key(text = "to 0 at the last step, or `constant`") Schedule schedule,
        @Key(range = "at least 1", text = "passes over the training images") int epochs,
        @Key(range = "at least 1", text = "images a step") int batch) {

    static final Keys<Optimization> KEYS = Keys.of(Optimization.class, Recipe.WHERE);

    /** Optimizers. */
    public enum Optimizer {
        /** Betas 0.9 and 0.999. */
        ADAM,
        /** Stochastic gradient descent with momentum. */
        SGD
    }

    /** Schedule of the learning rate after the warm-up. */
    public enum Schedule {
        /** The falling half of a cosine that ends at 0 with the last step. */
        COSINE,
        /** It stays. */
        CONSTANT
    }

    /** Checks the ranges. */
    public Optimization {
        KEYS.check(optimizer, momentum, weightDecay, learningRate, warmUpSteps, schedule, epochs, batch);
    }
}
