package xnorsim.network;

import xnorsim.base.InputException;

/**
 * Shape of a layer's connections: a convolution with zero padding. A fully connected layer is a convolution whose
 * kernel is as large as the map.
 *
 * @param input shape of the input map
 * @param outputChannels number of output channels, at least 1
 * @param kernel the kernel and where it is placed; with the padding, the map has at least as many rows and columns as
 *        it spans
 * @param groups groups of channels, a divisor of input and output channels: output channels see the input channels of
 *        their own group alone; 1 where they see all of them
 */
public record Geometry(Shape input, int outputChannels, Kernel kernel, int groups) {
    private static final int LARGEST = 1 << 24;

    public Geometry {
        String where = "geometry";
        Check.inRange(where, "output_channels", outputChannels, 1, LARGEST);
        Padding padding = kernel.padding();
        for (int zeros : new int[]{padding.top(), padding.left(), padding.bottom(), padding.right()}) {
            Check.inRange(where, "padding", zeros, 0, LARGEST);
        }
        int tall = input.height() + padding.top() + padding.bottom();
        int wide = input.width() + padding.left() + padding.right();
        Check.inRange(where, "kernel height", kernel.height(), 1, tall);
        Check.inRange(where, "kernel width", kernel.width(), 1, wide);
        Check.inRange(where, "stride", kernel.stride().rows(), 1, LARGEST);
        Check.inRange(where, "stride", kernel.stride().columns(), 1, LARGEST);
        // The kernel has to fit with its gaps, too.
        Check.inRange(where, "dilation", kernel.dilation().rows(), 1, mostApart(kernel.height(), tall));
        Check.inRange(where, "dilation", kernel.dilation().columns(), 1, mostApart(kernel.width(), wide));
        if (groups < 1 || input.channels() % groups != 0 || outputChannels % groups != 0) {
            throw InputException.wrongValue(where, "groups", groups,
                    "a divisor of the " + input.channels() + " input and of the " + outputChannels
                            + " output channels");
        }
        double weights = (double) outputChannels * input.channels() / groups * kernel.height() * kernel.width();
        if (weights > Integer.MAX_VALUE - 16) {
            throw InputException.wrongValue(where, "the number of weights", weights, "less than 2^31");
        }
    }

    private static int mostApart(int kernel, int size) {
        return kernel == 1 ? LARGEST : (size - 1) / (kernel - 1);
    }

    /** A convolution of one group: the same stride in rows and columns, the same padding on all four sides. */
    public static Geometry convolution(Shape input, int outputChannels, int kernelHeight, int kernelWidth, int stride,
            int padding) {
        return new Geometry(input, outputChannels, new Kernel(kernelHeight, kernelWidth, Stride.of(stride),
                Padding.of(padding), Dilation.NONE), 1);
    }

    /** A fully connected layer: every output sees the whole map. Weight order (out, channel, row, column). */
    public static Geometry fullyConnected(Shape input, int outputs) {
        return Geometry.convolution(input, outputs, input.height(), input.width(), 1, 0);
    }

    /** Rows of the kernel. */
    public int kernelHeight() {
        return kernel.height();
    }

    /** Columns of the kernel. */
    public int kernelWidth() {
        return kernel.width();
    }

    /** {@link Kernel#stride}. */
    public Stride stride() {
        return kernel.stride();
    }

    /** {@link Kernel#padding}. */
    public Padding padding() {
        return kernel.padding();
    }

    /** {@link Kernel#dilation}. */
    public Dilation dilation() {
        return kernel.dilation();
    }

    /** Input channels that an output channel sees. */
    public int groupInputs() {
        return input.channels() / groups;
    }

    /** Output channels of a group. */
    public int groupOutputs() {
        return outputChannels / groups;
    }

    /** Inputs of one output neuron, K = kernel height * kernel width * input channels of its group. */
    public int fanIn() {
        return kernelHeight() * kernelWidth() * groupInputs();
    }

    /** Number of weights, output channels * K. */
    public int weights() {
        return outputChannels * fanIn();
    }

    /** {@link Kernel#spanHeight}. */
    public int spanHeight() {
        return kernel.spanHeight();
    }

    /** {@link Kernel#spanWidth}. */
    public int spanWidth() {
        return kernel.spanWidth();
    }

    /**
     * Shape of the output map, before pooling. A stride that does not divide leaves out the remainder, as PyTorch does.
     */
    public Shape output() {
        int height = (input.height() + padding().top() + padding().bottom() - spanHeight()) / stride().rows() + 1;
        int width = (input.width() + padding().left() + padding().right() - spanWidth()) / stride().columns() + 1;
        return new Shape(outputChannels, height, width);
    }

    /** Output positions P, 1 for a fully connected layer. */
    public int positions() {
        return output().positions();
    }

    /**
     * Index of a weight in the order (output channel, input channel, kernel row, kernel column), as in PyTorch; input
     * channels are counted within their group.
     */
    public int weightIndex(int outputChannel, int inputChannel, int kernelRow, int kernelColumn) {
        return ((outputChannel * groupInputs() + inputChannel) * kernelHeight() + kernelRow) * kernelWidth()
                + kernelColumn;
    }
}
