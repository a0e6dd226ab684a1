package xnorsim.nir;

import java.util.Arrays;
import xnorsim.base.InputException;
import xnorsim.network.Dilation;
import xnorsim.network.Kernel;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;
import xnorsim.nir.Flow.Spikes;
import xnorsim.nir.graph.NirNode;
import xnorsim.nir.graph.Tensor;

/** The weights of a Conv2d, Linear or Affine node as a convolution. */
final class WeightReader {
    private final NirNode node;
    private final Tensor weight;
    private final Shape input;
    private final boolean flat;

    WeightReader(NirNode node, Spikes spikes) {
        this.node = node;
        this.weight = node.required("weight");
        this.input = spikes.shape();
        this.flat = spikes.flat();
        for (double value : weight.values()) {
            if (Double.isInfinite(value)) {
                throw InputException.wrongValue(node.where(), "weight", value, "finite numbers");
            }
        }
    }

    /** Whether a node forwards its channels unchanged and pads with zero channels. */
    static boolean addsChannels(NirNode node, Spikes spikes) {
        int[] shape = node.required("weight").shape();
        int inputs = spikes.shape().channels();
        if (spikes.flat() || shape.length != 4 || shape[2] != 1 || shape[3] != 1 || shape[1] != inputs
                || shape[0] <= inputs || node.texts().containsKey("padding")
                || !ones(node, "stride") || !ones(node, "groups")
                || node.optional("padding").stream().anyMatch(p -> Arrays.stream(p.values()).anyMatch(v -> v != 0))) {
            return false;
        }
        double[] weights = node.required("weight").values();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != (i / inputs == i % inputs ? 1 : 0)) {
                return false;
            }
        }
        return node.optional("bias").stream().allMatch(b -> Arrays.stream(b.values()).allMatch(v -> v == 0));
    }

    private static boolean ones(NirNode node, String field) {
        return node.optional(field).stream().allMatch(t -> Arrays.stream(t.values()).allMatch(v -> v == 1));
    }

    Connection connection() {
        return node.type().equals("Conv2d") ? convolution() : full();
    }

    private Connection full() {
        int[] shape = weight.shape();
        if (!flat && input.positions() > 1 && shape.length == 2 && shape[1] == input.size()) {
            throw InputException.wrongValue(node.where(), "the shape of its input", input,
                    "a vector: add a Flatten node before it");
        }
        if (shape.length != 2 || shape[1] != input.size() || shape[0] < 1) {
            throw InputException.wrongValue(node.where(), "the shape of weight", weight.shapeText(),
                    "(outputs, " + input.size() + ") for an input of " + input);
        }
        return Connection.full(node.where(), input, shape[0], weight.values(), bias(shape[0]));
    }

    private double[] bias(int outputs) {
        if (node.type().equals("Linear")) {
            return new double[outputs];
        }
        double[] bias = node.optional("bias").map(Tensor::values).orElseGet(() -> new double[outputs]);
        if (bias.length != outputs) {
            throw InputException.wrongValue(node.where(), "the number of biases", bias.length,
                    Integer.toString(outputs));
        }
        for (double value : bias) {
            if (Double.isInfinite(value)) {
                throw InputException.wrongValue(node.where(), "bias", value, "finite numbers");
            }
        }
        return bias.clone();
    }

    private Connection convolution() {
        int[] shape = weight.shape();
        int groups = node.arrays().containsKey("groups") ? node.integer("groups", 1) : 1;
        if (flat) {
            throw InputException.wrongValue(node.where(), "the shape of its input", "a vector", "a map");
        }
        if (shape.length != 4 || Arrays.stream(shape).anyMatch(size -> size < 1)
                || (long) shape[1] * groups != input.channels() || shape[0] % groups != 0) {
            throw InputException.wrongValue(node.where(), "the shape of weight", weight.shapeText(),
                    "(outputs, " + input.channels() + " / groups, rows, columns), with " + groups + " groups");
        }
        int[] dilation = node.arrays().containsKey("dilation") ? node.pair("dilation", 1) : new int[]{1, 1};
        int[] stride = node.arrays().containsKey("stride") ? node.pair("stride", 1) : new int[]{1, 1};
        Padding padding = padding(Connection.span(shape[2], dilation[0]), Connection.span(shape[3], dilation[1]),
                stride);
        Kernel kernel = new Kernel(shape[2], shape[3], new Stride(stride[0], stride[1]), padding,
                new Dilation(dilation[0], dilation[1]));
        Connection connection = new Connection(node.where(), input, shape[0], kernel, groups, weight.values(), 1,
                bias(shape[0]), false);
        connection.output();
        return connection;
    }

    /** Zeros above, at the left, below, at the right; of an odd number for "same" one more below and at the right. */
    private Padding padding(int height, int width, int[] stride) {
        String word = node.texts().get("padding");
        if (word == null) {
            int[] zeros = node.arrays().containsKey("padding") ? node.pair("padding", 0) : new int[2];
            return Padding.of(zeros[0], zeros[1]);
        }
        return switch (word) {
            case "valid" -> Padding.of(0);
            case "same" -> {
                if (stride[0] != 1 || stride[1] != 1) {
                    throw InputException.wrongValue(node.where(), "stride", stride[0] + "," + stride[1],
                            "1 with padding \"same\"");
                }
                yield new Padding((height - 1) / 2, (width - 1) / 2, height / 2, width / 2);
            }
            default -> throw InputException.wrongValue(node.where(), "padding", '"' + word + '"',
                    "a number, \"same\" or \"valid\"");
        };
    }
}
