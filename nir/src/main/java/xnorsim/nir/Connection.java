package xnorsim.nir;

import java.util.Arrays;
import xnorsim.network.Geometry;
import xnorsim.network.InputException;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;

/**
 * A convolution in real numbers, dense: sums of weights times inputs, plus a bias.
 *
 * @param where   the start of every complaint about it
 * @param input   shape of the input map
 * @param outputs output channels
 * @param height  rows of the kernel
 * @param width   columns of the kernel
 * @param strideY rows between two positions
 * @param strideX columns between two positions
 * @param padding zeros above, at the left, below, at the right
 * @param weights index (output channel, input channel, kernel row, kernel column)
 * @param bias    one an output channel
 */
// Arrays: handed on, never shared with anybody who writes; nothing compares two connections.
@SuppressWarnings("ArrayRecordComponent")
record Connection(String where, Shape input, int outputs, int height, int width, int strideY, int strideX,
        int[] padding, double[] weights, double[] bias) {

    /** More weights than any layer may have are not even tried. */
    private static final long MOST_WEIGHTS = 1L << 26;

    Connection {
        requireSize(where, outputs, input.channels(), height, width);
    }

    private static void requireSize(String where, long outputs, long channels, long height, long width) {
        if ((double) outputs * channels * height * width > MOST_WEIGHTS) {
            throw InputException.wrongValue(where, "the number of weights",
                    (double) outputs * channels * height * width, "at most " + MOST_WEIGHTS);
        }
    }

    int outputHeight() {
        return (input.height() + padding[0] + padding[2] - height) / strideY + 1;
    }

    int outputWidth() {
        return (input.width() + padding[1] + padding[3] - width) / strideX + 1;
    }

    Shape output() {
        if (input.height() + padding[0] + padding[2] < height || input.width() + padding[1] + padding[3] < width) {
            throw InputException.wrongValue(where, "the kernel", height + "x" + width,
                    "one that fits the padded input " + input);
        }
        return new Shape(outputs, outputHeight(), outputWidth());
    }

    /** The same as fully connected: one position, the kernel as large as the map. */
    static Connection full(String where, Shape input, int outputs, double[] weights, double[] bias) {
        return new Connection(where, input, outputs, input.height(), input.width(), 1, 1, new int[4], weights, bias);
    }

    /** Hands every channel on as it is. */
    static Connection identity(String where, Shape input) {
        int channels = input.channels();
        requireSize(where, channels, channels, 1, 1);
        double[] weights = new double[channels * channels];
        for (int c = 0; c < channels; c++) {
            weights[c * channels + c] = 1;
        }
        return new Connection(where, input, channels, 1, 1, 1, 1, new int[4], weights, new double[channels]);
    }

    /** Sums and biases times a number an output channel. */
    Connection scaled(double[] factors) {
        double[] scaled = weights.clone();
        double[] biases = bias.clone();
        int fanIn = weights.length / outputs;
        for (int o = 0; o < outputs; o++) {
            for (int k = 0; k < fanIn; k++) {
                scaled[o * fanIn + k] *= factors[o];
            }
            biases[o] *= factors[o];
        }
        return new Connection(where, input, outputs, height, width, strideY, strideX, padding, scaled, biases);
    }

    /** This connection on the spikes before {@code window}: one convolution instead of a sum and a convolution. */
    Connection after(Window window, Shape source) {
        if (window.isOneElement()) {
            return withScaledInputs(window.scale());
        }
        boolean padded = Arrays.stream(padding).anyMatch(zeros -> zeros != 0);
        boolean remainder = (source.height() + 2 * window.top() - window.height()) % window.strideY() != 0
                || (source.width() + 2 * window.left() - window.width()) % window.strideX() != 0
                || window.height() != window.strideY() || window.width() != window.strideX();
        if (padded && remainder) {
            throw new InputException(where + ": its padding follows a pooling whose windows overlap or leave a rest,"
                    + " expected windows that tile the map");
        }
        int tall = Math.addExact(Math.multiplyExact(height - 1, window.strideY()), window.height());
        int wide = Math.addExact(Math.multiplyExact(width - 1, window.strideX()), window.width());
        requireSize(where, outputs, input.channels(), tall, wide);
        Connection scaled = withScaledInputs(window.scale());
        double[] combined = new double[outputs * input.channels() * tall * wide];
        for (int filter = 0; filter < outputs * input.channels(); filter++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double weight = scaled.weights[(filter * height + y) * width + x];
                    addWindow(combined, filter * tall * wide + y * window.strideY() * wide + x * window.strideX(), wide,
                            window.height(), window.width(), weight);
                }
            }
        }
        int[] zeros = {padding[0] * window.strideY() + window.top(), padding[1] * window.strideX() + window.left(),
                padding[2] * window.strideY() + window.top(), padding[3] * window.strideX() + window.left()};
        return new Connection(where, source, outputs, tall, wide, Math.multiplyExact(strideY, window.strideY()),
                Math.multiplyExact(strideX, window.strideX()), zeros, combined, bias);
    }

    private static void addWindow(double[] to, int at, int rowLength, int rows, int columns, double weight) {
        for (int a = 0; a < rows; a++) {
            for (int b = 0; b < columns; b++) {
                to[at + a * rowLength + b] += weight;
            }
        }
    }

    private Connection withScaledInputs(double[] scale) {
        double[] scaled = weights.clone();
        int kernel = height * width;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= scale[i / kernel % input.channels()];
        }
        return new Connection(where, input, outputs, height, width, strideY, strideX, padding, scaled, bias);
    }

    /** A sum over windows of this connection's outputs, without padding, as one convolution. */
    Connection pooled(Window window) {
        if (window.top() != 0 || window.left() != 0) {
            throw InputException.wrongValue(where, "the padding of the pooling behind it",
                    window.top() + "," + window.left(), "0");
        }
        int tall = Math.addExact(height, Math.multiplyExact(window.height() - 1, strideY));
        int wide = Math.addExact(width, Math.multiplyExact(window.width() - 1, strideX));
        requireSize(where, outputs, input.channels(), tall, wide);
        double[] combined = new double[outputs * input.channels() * tall * wide];
        int filters = outputs * input.channels();
        for (int filter = 0; filter < filters; filter++) {
            double scale = window.scale()[filter / input.channels()];
            for (int a = 0; a < window.height(); a++) {
                for (int b = 0; b < window.width(); b++) {
                    for (int k = 0; k < height * width; k++) {
                        combined[(filter * tall + a * strideY + k / width) * wide + b * strideX + k % width] += scale
                                * weights[filter * height * width + k];
                    }
                }
            }
        }
        double[] biases = bias.clone();
        Arrays.setAll(biases, o -> biases[o] * window.height() * window.width() * window.scale()[o]);
        return new Connection(where, input, outputs, tall, wide, Math.multiplyExact(strideY, window.strideY()),
                Math.multiplyExact(strideX, window.strideX()), padding, combined, biases);
    }

    /** The shape as layers have it. */
    Geometry geometry() {
        output();
        try {
            return new Geometry(input, outputs, height, width, new Stride(strideY, strideX),
                    new Padding(padding[0], padding[1], padding[2], padding[3]));
        } catch (InputException e) {
            throw e.in(where);
        }
    }
}
