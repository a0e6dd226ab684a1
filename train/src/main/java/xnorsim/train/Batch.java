package xnorsim.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Coded images with their labels; the arrays are not copied. */
final class Batch {
    private final float[] spikes;
    private final int[] labels;
    private final int side;

    /** Spikes are time-major: (T, images, side, side). */
    Batch(float[] spikes, int[] labels, int side) {
        this.spikes = spikes;
        this.labels = labels;
        this.side = side;
    }

    /** The spikes as an array of the engine, (T * images, 1, side, side). */
    NDArray on(NDManager manager) {
        return manager.create(spikes, new Shape(spikes.length / ((long) side * side), 1, side, side));
    }

    int[] labels() {
        return labels;
    }

    int size() {
        return labels.length;
    }

    /** How many of these classes are the labels. */
    int correct(int[] classes) {
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += classes[i] == labels[i] ? 1 : 0;
        }
        return correct;
    }
}
