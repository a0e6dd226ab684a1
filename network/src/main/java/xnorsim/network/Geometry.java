package xnorsim.network;

/**
 * Shape of a layer's connections: a convolution with zero padding. A fully connected layer is a convolution whose kernel
 * is as large as the map.
 *
 * @param input shape of the input map
 * @param outputChannels number of output channels, at least 1
 * @param kernelHeight rows of the kernel, at most the padded map's
 * @param kernelWidth columns of the kernel, at most the padded map's
 * @param stride rows and columns between two positions of the kernel, at least 1
 * @param padding zeros added on each of the four sides, less than the kernel's height and width
 */
public record Geometry(Shape input, int outputChannels, int kernelHeight, int kernelWidth, int stride, int padding) {
    private static final int LARGEST = 1 << 24;

    public Geometry {
        String where = "geometry";
        Check.inRange(where, "output_channels", outputChannels, 1, LARGEST);
        Check.inRange(where, "padding", padding, 0, LARGEST);
        Check.inRange(where, "kernel height", kernelHeight, padding + 1, input.height() + 2 * padding);
        Check.inRange(where, "kernel width", kernelWidth, padding + 1, input.width() + 2 * padding);
        Check.inRange(where, "stride", stride, 1, LARGEST);
        double weights = (double) outputChannels * input.channels() * kernelHeight * kernelWidth;
        if (weights > Integer.MAX_VALUE - 16) {
            throw InputException.wrongValue(where, "the number of weights", weights, "less than 2^31");
        }
    }

    /** A fully connected layer: every output sees the whole map. Weight order (out, channel, row, column). */
    public static Geometry fullyConnected(Shape input, int outputs) {
        return new Geometry(input, outputs, input.height(), input.width(), 1, 0);
    }

    /** Inputs of one output neuron, K = kernel height * kernel width * input channels. */
    public int fanIn() {
        return kernelHeight * kernelWidth * input.channels();
    }

    /** Number of weights, output channels * K. */
    public int weights() {
        return outputChannels * fanIn();
    }

    /** Shape of the output map, before pooling. A stride that does not divide leaves out the remainder, as PyTorch does. */
    public Shape output() {
        int height = (input.height() + 2 * padding - kernelHeight) / stride + 1;
        int width = (input.width() + 2 * padding - kernelWidth) / stride + 1;
        return new Shape(outputChannels, height, width);
    }

    /** Output positions P, 1 for a fully connected layer. */
    public int positions() {
        return output().positions();
    }

    /** Index of a weight in the order (output channel, input channel, kernel row, kernel column), as in PyTorch. */
    public int weightIndex(int outputChannel, int inputChannel, int kernelRow, int kernelColumn) {
        return ((outputChannel * input.channels() + inputChannel) * kernelHeight + kernelRow) * kernelWidth
                + kernelColumn;
    }
}
