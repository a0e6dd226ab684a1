package xnorsim.nir;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import xnorsim.base.InputException;
import xnorsim.network.Dilation;
import xnorsim.network.Geometry;
import xnorsim.network.Kernel;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;

/**
 * A convolution in real numbers: sums of weights times inputs, divided by a whole number, plus a bias.
 *
 * @param where   prefix of every error message about it
 * @param input   shape of the input map
 * @param outputs output channels
 * @param kernel  its kernel
 * @param groups  groups of channels: output channels receive the input channels of their group
 * @param weights index (output channel, input channel in its group, kernel row, kernel column)
 * @param divisor divisor of the sums, 1 for none; kept apart, as 1/9 has no exact double
 * @param bias    one an output channel
 * @param gaps    whether the kernel has places that stand for no connection, with a weight of 0
 */
// Arrays: passed on, never shared with a writer; connections are not compared.
@SuppressWarnings("ArrayRecordComponent")
record Connection(String where, Shape input, int outputs, Kernel kernel, int groups, double[] weights, int divisor,
        double[] bias, boolean gaps) {

    /** More weights than any layer may have are not even tried. */
    private static final long MAX_WEIGHTS = 1L << 26;

    Connection {
        requireSize(where, outputs, input.channels() / groups, kernel.height(), kernel.width());
    }

    private static void requireSize(String where, long outputs, long channels, long height, long width) {
        if ((double) outputs * channels * height * width > MAX_WEIGHTS) {
            throw InputException.wrongValue(where, "the number of weights",
                    (double) outputs * channels * height * width, "at most " + MAX_WEIGHTS);
        }
    }

    Shape output() {
        Padding padding = kernel.padding();
        int tall = span(kernel.height(), kernel.dilation().rows());
        int wide = span(kernel.width(), kernel.dilation().columns());
        int rows = input.height() + padding.top() + padding.bottom();
        int columns = input.width() + padding.left() + padding.right();
        if (rows < tall || columns < wide) {
            throw InputException.wrongValue(where, "the kernel", tall + "x" + wide,
                    "one that fits the padded input " + input);
        }
        return new Shape(outputs, (rows - tall) / kernel.stride().rows() + 1,
                (columns - wide) / kernel.stride().columns() + 1);
    }

    private int groupInputs() {
        return input.channels() / groups;
    }

    /** The same without groups, with weights of 0 between them: for layers that add real-valued weights. */
    Connection ungrouped() {
        if (groups == 1) {
            return this;
        }
        requireSize(where, outputs, input.channels(), kernel.height(), kernel.width());
        double[] all = new double[weights.length * groups];
        int fanIn = weights.length / outputs;
        for (int out = 0; out < outputs; out++) {
            int group = out / (outputs / groups);
            System.arraycopy(weights, out * fanIn, all, (out * groups + group) * fanIn, fanIn);
        }
        return new Connection(where, input, outputs, kernel, 1, all, divisor, bias, gaps);
    }

    /** Rows or columns of the map under a kernel. */
    static int span(int kernel, int dilation) {
        return Math.addExact(Math.multiplyExact(kernel - 1, dilation), 1);
    }

    /** The same as fully connected: one position, the kernel as large as the map. */
    static Connection full(String where, Shape input, int outputs, double[] weights, double[] bias) {
        return new Connection(where, input, outputs, plain(input.height(), input.width()), 1, weights, 1, bias, false);
    }

    private static Kernel plain(int height, int width) {
        return new Kernel(height, width, Stride.of(1), Padding.of(0), Dilation.NONE);
    }

    /** Hands every channel on as it is. */
    static Connection identity(String where, Shape input) {
        int channels = input.channels();
        requireSize(where, channels, channels, 1, 1);
        double[] weights = new double[channels * channels];
        for (int c = 0; c < channels; c++) {
            weights[c * channels + c] = 1;
        }
        return new Connection(where, input, channels, plain(1, 1), 1, weights, 1, new double[channels], false);
    }

    /** The same with the divisor in the weights, for a layer that has no other place for it. */
    Connection divided() {
        double[] quotients = weights.clone();
        Arrays.setAll(quotients, i -> quotients[i] / divisor);
        return new Connection(where, input, outputs, kernel, groups, quotients, 1, bias, gaps);
    }

    /** Whether some weight or bias times its output channel's factor is rounded. */
    boolean roundsScaled(double[] factors) {
        int fanIn = weights.length / outputs;
        return IntStream.range(0, weights.length).anyMatch(i -> isRounded(weights[i], factors[i / fanIn]))
                || IntStream.range(0, outputs).anyMatch(o -> isRounded(bias[o], factors[o]));
    }

    /** Whether some weight times its input channel's factor is rounded. */
    boolean roundsScaledInputs(double[] factors) {
        return IntStream.range(0, weights.length).anyMatch(i -> isRounded(weights[i], factors[inputChannel(i)]));
    }

    static boolean isRounded(double a, double b) {
        return Math.fma(a, b, -(a * b)) != 0;
    }

    private int inputChannel(int weight) {
        int filter = weight / (kernel.height() * kernel.width());
        return filter / groupInputs() / (outputs / groups) * groupInputs() + filter % groupInputs();
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
        return with(scaled, biases);
    }

    private Connection with(double[] otherWeights, double[] otherBias) {
        return new Connection(where, input, outputs, kernel, groups, otherWeights, divisor, otherBias, gaps);
    }

    /** This connection on the spikes before {@code window}: one convolution instead of a sum and a convolution. */
    Connection after(Window window, Shape source) {
        if (window.isOneElement()) {
            return withScaledInputs(window.scale());
        }
        boolean padded = !kernel.padding().equals(Padding.of(0));
        boolean remainder = (source.height() + 2 * window.top() - window.height()) % window.strideY() != 0
                || (source.width() + 2 * window.left() - window.width()) % window.strideX() != 0
                || window.height() != window.strideY() || window.width() != window.strideX();
        if (padded && remainder) {
            throw new InputException(where + ": padding after a pooling whose windows overlap or do not cover the"
                    + " map, expected windows that tile the map");
        }
        Dilation dilation = kernel.dilation();
        Taps rows = Taps.of(kernel.height(), Math.multiplyExact(dilation.rows(), window.strideY()), window.height(), 1);
        Taps columns = Taps.of(kernel.width(), Math.multiplyExact(dilation.columns(), window.strideX()),
                window.width(), 1);
        double[] combined = withScaledInputs(window.scale()).combined(rows, columns, window);
        Padding own = kernel.padding();
        Padding zeros = new Padding(own.top() * window.strideY() + window.top(),
                own.left() * window.strideX() + window.left(), own.bottom() * window.strideY() + window.top(),
                own.right() * window.strideX() + window.left());
        return combined(source, rows, columns, window, zeros, combined, bias);
    }

    private Connection combined(Shape source, Taps rows, Taps columns, Window window, Padding padding,
            double[] otherWeights, double[] otherBias) {
        Stride stride = new Stride(Math.multiplyExact(kernel.stride().rows(), window.strideY()),
                Math.multiplyExact(kernel.stride().columns(), window.strideX()));
        Kernel both = new Kernel(rows.size(), columns.size(), stride, padding,
                new Dilation(rows.dilation(), columns.dilation()));
        return new Connection(where, source, outputs, both, groups, otherWeights,
                Math.multiplyExact(divisor, window.divisor()), otherBias,
                gaps || rows.gaps() || columns.gaps());
    }

    /** The weights of the kernel that stands for this one and a window. */
    private double[] combined(Taps rows, Taps columns, Window window) {
        requireSize(where, outputs, groupInputs(), rows.size(), columns.size());
        double[] combined = new double[outputs * groupInputs() * rows.size() * columns.size()];
        int height = kernel.height();
        int width = kernel.width();
        for (int k = 0; k < weights.length; k++) {
            int filter = k / width / height;
            for (int a = 0; a < window.height(); a++) {
                int row = k / width % height * rows.perKernel() + a * rows.perWindow();
                for (int b = 0; b < window.width(); b++) {
                    int column = k % width * columns.perKernel() + b * columns.perWindow();
                    combined[(filter * rows.size() + row) * columns.size() + column] += weights[k];
                }
            }
        }
        return combined;
    }

    private Connection withScaledInputs(double[] scale) {
        double[] scaled = weights.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= scale[inputChannel(i)];
        }
        return with(scaled, bias);
    }

    /** A sum over windows of this connection's outputs, without padding, as one convolution. */
    Connection pooled(Window window) {
        if (window.top() != 0 || window.left() != 0) {
            throw InputException.wrongValue(where, "the padding of the pooling after it",
                    window.top() + "," + window.left(), "0");
        }
        Dilation dilation = kernel.dilation();
        Taps rows = Taps.of(kernel.height(), dilation.rows(), window.height(), kernel.stride().rows());
        Taps columns = Taps.of(kernel.width(), dilation.columns(), window.width(), kernel.stride().columns());
        double[] combined = scaled(window.scale()).combined(rows, columns, window);
        double[] biases = bias.clone();
        double times = (double) window.height() * window.width() / window.divisor();
        Arrays.setAll(biases, o -> biases[o] * times * window.scale()[o]);
        return combined(input, rows, columns, window, kernel.padding(), combined, biases);
    }

    /** The shape as layers have it. */
    Geometry geometry() {
        output();
        try {
            return new Geometry(input, outputs, kernel, groups);
        } catch (InputException e) {
            throw e.in(where);
        }
    }

    /** Whether it sums the same inputs in the same way, regardless of biases. */
    boolean hasSameWeights(Connection other) {
        return input.equals(other.input) && outputs == other.outputs && kernel.equals(other.kernel)
                && groups == other.groups && gaps == other.gaps && divisor == other.divisor
                && Arrays.equals(weights, other.weights);
    }

    /** Whether the sum of some bias and another connection's is rounded. */
    boolean roundsBiasOf(Connection other) {
        return IntStream.range(0, outputs).anyMatch(o -> new BigDecimal(bias[o]).add(new BigDecimal(other.bias[o]))
                .compareTo(new BigDecimal(bias[o] + other.bias[o])) != 0);
    }

    /** The same with another connection's biases added to its own. */
    Connection withBiasOf(Connection other) {
        double[] biases = bias.clone();
        Arrays.setAll(biases, o -> biases[o] + other.bias[o]);
        return with(weights, biases);
    }
}
