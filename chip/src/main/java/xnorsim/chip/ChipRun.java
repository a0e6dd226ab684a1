package xnorsim.chip;

import java.util.List;

/**
 * What a chip did with images that followed one another.
 *
 * @param images   image by image
 * @param cycles   clock cycles from the edge at which the first layer starts to the one at which the last one ends
 * @param causes   per layer its cycles by {@link Cause}, which add up to {@code cycles}
 */
record ChipRun(List<ImageResult> images, long cycles, long[][] causes) {

    ChipRun {
        images = List.copyOf(images);
    }
}
