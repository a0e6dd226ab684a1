package xnorsim.train.recipe;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Keys of a recipe that say which images are trained on, and what is drawn at random.
 *
 * @param flip whether images are mirrored left to right with probability 1/2
 * @param crop maximum random shift in pixels
 * @param seed seed of weights, order, augmentation and input spikes
 * @param images training images to use; 0 for all that are not held out
 * @param heldOut number of validation images, the last of the training set
 */
public record TrainingImages(
        @Key(text = "mirror every second training image on average") boolean flip,
        @Key(range = "at least 0", text = "shift by up to this many pixels") int crop,
        @Key(text = "weights, order, augmentation and input spikes") long seed,
        @Key(range = "at least 0", text = "train on the first ones only; 0 for all") int images,
        @Key(range = "at least 0", text = "validation images, the last of the training set; 0 for none") int heldOut) {

    static final Keys<TrainingImages> KEYS = Keys.of(TrainingImages.class, Recipe.WHERE);

    /** Checks the ranges. */
    public TrainingImages {
        KEYS.check(flip, crop, seed, images, heldOut);
    }
}
