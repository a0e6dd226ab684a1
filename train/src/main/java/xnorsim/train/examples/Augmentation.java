package xnorsim.train.examples;

import java.util.SplittableRandom;
import xnorsim.network.Shape;

/**
 * Random augmentation of a training image: mirrored left to right with probability 1/2, and shifted by up to a number
 * of pixels each way, filled with black.
 *
 * @param flip whether to mirror
 * @param crop maximum shift in pixels
 */
public record Augmentation(boolean flip, int crop) {

    /** The image augmented by this key; the same array if it is unchanged. */
    byte[] of(byte[] pixels, Shape shape, long key) {
        if (!flip && crop == 0) {
            return pixels;
        }
        SplittableRandom random = new SplittableRandom(key);
        boolean mirrored = flip && random.nextBoolean();
        int down = random.nextInt(-crop, crop + 1);
        int right = random.nextInt(-crop, crop + 1);
        byte[] changed = new byte[pixels.length];
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = Math.max(0, down); row < Math.min(shape.height(), shape.height() + down); row++) {
                for (int column = Math.max(0, right); column < Math.min(shape.width(),
                        shape.width() + right); column++) {
                    int source = column - right;
                    changed[shape.index(channel, row, column)] = pixels[shape.index(channel, row - down,
                            mirrored ? shape.width() - 1 - source : source)];
                }
            }
        }
        return changed;
    }
}
