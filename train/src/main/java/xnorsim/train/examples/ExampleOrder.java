package xnorsim.train.examples;

import java.util.Arrays;

/**
 * Which images each step of a run sees.
 *
 * @param images training images, the first ones of the file
 * @param batch batch size in images; the last batch of an epoch may be smaller
 * @param epochs passes over the images
 * @param seed of the order, which differs from epoch to epoch
 */
public record ExampleOrder(int images, int batch, int epochs, long seed) {

    int stepsPerEpoch() {
        return (images + batch - 1) / batch;
    }

    public long steps() {
        return (long) stepsPerEpoch() * epochs;
    }

    /** The epoch of a step, both from 0. */
    public int epoch(long step) {
        return Math.toIntExact(step / stepsPerEpoch());
    }

    /** Whether an epoch ends when this many steps are done. */
    public boolean endsEpoch(long stepsDone) {
        return stepsDone % stepsPerEpoch() == 0;
    }

    /** All images in the order of an epoch. */
    public int[] order(int epoch) {
        return TrainingDraws.order(images, TrainingDraws.key(seed, TrainingDraws.Use.ORDER, epoch));
    }

    /** The images of a step, out of its epoch's order. */
    public int[] chosen(long step, int[] order) {
        int start = Math.toIntExact(step % stepsPerEpoch()) * batch;
        return Arrays.copyOfRange(order, start, Math.min(images, start + batch));
    }
}
