package xnorsim.train.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import xnorsim.network.Shape;

/** Coded images with their labels; the arrays are not copied. */
public final class Batch {
    private final float[] input;
    private final int[] labels;
    private final Shape shape;

    /**
     * Images for the first layer.
     *
     * @param input time-major spikes, (T, images, channels, height, width), or directly coded images, (images, ...)
     * @param shape of an image
     */
    public Batch(float[] input, int[] labels, Shape shape) {
        this.input = input;
        this.labels = labels;
        this.shape = shape;
    }

    /** The input as an array of the engine, (T * images or images, channels, height, width). */
    public NDArray on(NDManager manager, AlignedBuffers buffers) {
        return buffers.put(manager, "input", input, new ai.djl.ndarray.types.Shape(input.length / shape.size(),
                shape.channels(), shape.height(), shape.width()));
    }

    public boolean isFinite() {
        for (float value : input) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    public int[] labels() {
        return labels;
    }

    public int size() {
        return labels.length;
    }

    /** Number of correct classes. */
    public int correct(int[] classes) {
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += classes[i] == labels[i] ? 1 : 0;
        }
        return correct;
    }
}
