package xnorsim.train.recipe;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Keys of a recipe that describe the loss.
 *
 * @param labelSmoothing share of a label spread over all classes
 * @param logitScale factor of the membranes in the softmax of eq. (2)
 */
public record Loss(
        @Key(range = "at least 0 and below 1",
                text = "share of the label spread over all classes") double labelSmoothing,
        @Key(range = "above 0", text = "factor on membranes in the softmax of eq. (2)") double logitScale) {

    static final Keys<Loss> KEYS = Keys.of(Loss.class, Recipe.WHERE);

    /** Checks the ranges. */
    public Loss {
        KEYS.check(labelSmoothing, logitScale);
    }
}
