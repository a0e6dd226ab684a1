package xnorsim.nir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.Geometry;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.neuron.Reset;
import xnorsim.network.Shape;
import xnorsim.network.SpikingLayer;
import xnorsim.network.Stride;
import xnorsim.nir.graph.HdfWriter;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.NirNode;
import xnorsim.nir.graph.Tensor;

/**
 * Makes NIR graphs from networks: of every layer a node with its weights, {@code <layer>_weights}, and one with its
 * neurons, {@code <layer>}. Batch normalization is folded as in eq. (7): weights -1 and +1 (of the first and the last
 * layer as they are), a bias of -mean, the threshold theta_hat, r = 1; a leak beta is tau = 1 / (1 - beta)
 * = r. The OR of a pooling layer is a sum over the
 * windows and a threshold of one half. What these numbers were rounded from stands in the notes ({@link ModelNotes}).
 */
public final class NirExport {
    private static final double HALF = 0.5;
    private static final String NIR_VERSION = "1.0.7";
    /** Strings and edges count as numbers when a file is read. */
    private static final int MARGIN = 1 << 17;
    /** The library writes the lengths of longer names wrong. */
    private static final int MAX_NAME = 254;
    private static final int SHOWN_NAME = 40;

    private final Network network;
    private final Map<String, NirNode> nodes = new TreeMap<>();
    private final List<NirGraph.Edge> edges = new ArrayList<>();
    /**
     * What a layer's spikes are called and how they are shaped when the next layer takes them; index 0 is the input's.
     */
    private final List<Outlet> outlets = new ArrayList<>();

    private record Outlet(String node, Shape shape, boolean flat) {}

    private NirExport(Network network) {
        this.network = network;
    }

    /**
     * Writes or replaces a file.
     *
     * @throws InputException if it cannot be written
     */
    public static void write(Path file, Network network) {
        HdfWriter.write(file, graph(network));
    }

    /** The node that holds a layer's weights. */
    static String weightsNode(String layer) {
        return layer + "_weights";
    }

    static NirGraph graph(Network network) {
        return new NirExport(network).graph();
    }

    private NirGraph graph() {
        add("input", "Input", Map.of("shape", sizes(network.input(), false)), Map.of());
        outlets.add(new Outlet("input", network.input(), false));
        for (int l = 0; l < network.layers().size(); l++) {
            add(l);
        }
        Outlet end = outlets.getLast();
        add("output", "Output", Map.of("shape", sizes(end.shape, end.flat)), Map.of());
        connect(end.node, "output");
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", network.name());
        Map<String, Reset> resets = new LinkedHashMap<>();
        network.layers().stream().filter(SpikingLayer.class::isInstance).map(SpikingLayer.class::cast)
                .forEach(layer -> resets.put(layer.name(), layer.reset()));
        Assumptions.write(metadata, resets, network.first().coding(), network.timeSteps());
        Map<String, Tensor> numbers = new HashMap<>();
        ModelNotes.write(network, metadata, numbers);
        NirGraph graph = new NirGraph(nodes, edges, NIR_VERSION, metadata, numbers);
        requireReadable(graph);
        return graph;
    }

    /** Rejects what `import` could not read back. */
    private void requireReadable(NirGraph graph) {
        Stream.of(graph.nodes().keySet(), graph.metadata().keySet(), graph.numbers().keySet()).flatMap(Set::stream)
                .filter(name -> name.length() > MAX_NAME).findFirst().ifPresent(name -> {
                    throw InputException.wrongValue("network " + network.name(), "the length of a layer's name",
                            "that of " + name.substring(0, SHOWN_NAME) + "...",
                            "one whose names in NIR have at most " + MAX_NAME + " characters");
                });
        long size = Stream.concat(nodes.values().stream().flatMap(node -> node.arrays().values().stream()),
                graph.numbers().values().stream()).mapToLong(tensor -> tensor.values().length).sum();
        if (nodes.size() > NirGraph.MAX_NODES || size + MARGIN > NirGraph.MAX_NUMBERS) {
            throw InputException.wrongValue("network " + network.name(), "the size", nodes.size() + " nodes of "
                    + size + " numbers in NIR",
                    "at most " + NirGraph.MAX_NODES + " nodes and "
                            + (NirGraph.MAX_NUMBERS - MARGIN) + " numbers");
        }
    }

    private void add(int index) {
        Layer layer = network.layers().get(index);
        String weights = weightsNode(layer.name());
        Geometry g = layer.geometry();
        Tensor values = Tensor.of(weights(layer));
        Tensor bias = Tensor.of(bias(layer));
        boolean full = isFull(g) && onlyFullFrom(index);
        if (full) {
            add(weights, "Affine",
                    Map.of("weight", new Tensor(new int[]{g.outputChannels(), g.fanIn()}, values.values()),
                            "bias", bias),
                    Map.of());
        } else {
            addConvolution(weights, layer, values, bias);
        }
        connect(flattened(outlets.getLast(), full).node, weights);
        if (layer instanceof BinaryLayer binary && binary.residual()) {
            connect(flattened(fitted(outlets.get(outlets.size() - 2), g.input(), layer.name()), full).node, weights);
        }
        Outlet neurons = new Outlet(layer.name(), g.output(), full);
        connect(weights, layer.name());
        addNeurons(layer, neurons);
        outlets.add(layer instanceof SpikingLayer spiking
                ? pooled(neurons, spiking.pool(), spiking.pool(), layer.name() + "_pool")
                : neurons);
    }

    private void addConvolution(String name, Layer layer, Tensor values, Tensor bias) {
        Geometry g = layer.geometry();
        Map<String, Tensor> arrays = new HashMap<>(Map.of("weight",
                new Tensor(new int[]{g.outputChannels(), g.groupInputs(), g.kernelHeight(), g.kernelWidth()},
                        values.values()),
                "bias", bias, "stride", Tensor.of(g.stride().rows(), g.stride().columns()), "dilation",
                Tensor.of(g.dilation().rows(), g.dilation().columns()), "groups", scalar(g.groups()), "input_shape",
                Tensor.of(g.input().height(), g.input().width())));
        Padding padding = g.padding();
        if (padding.isSymmetric()) {
            arrays.put("padding", Tensor.of(padding.top(), padding.left()));
            add(name, "Conv2d", arrays, Map.of());
            return;
        }
        Padding same = new Padding((g.spanHeight() - 1) / 2, (g.spanWidth() - 1) / 2, g.spanHeight() / 2,
                g.spanWidth() / 2);
        if (!padding.equals(same) || !g.stride().equals(Stride.of(1))) {
            throw InputException.wrongValue("layer " + layer.name(), "padding", padding.sizes(),
                    "symmetric zero padding or \"same\": NIR has no other padding");
        }
        add(name, "Conv2d", arrays, Map.of("padding", "same"));
    }

    private static boolean isFull(Geometry g) {
        return g.groups() == 1 && g.padding().equals(Padding.of(0)) && g.kernelHeight() == g.input().height()
                && g.kernelWidth() == g.input().width();
    }

    /** From a vector there is no way back to a map. */
    private boolean onlyFullFrom(int index) {
        return network.layers().stream().skip(index).allMatch(layer -> isFull(layer.geometry()));
    }

    private Outlet flattened(Outlet outlet, boolean wanted) {
        if (!wanted || outlet.flat) {
            return outlet;
        }
        String name = outlet.node + "_flat";
        if (!nodes.containsKey(name)) {
            add(name, "Flatten", Map.of("start_dim", scalar(0), "end_dim", scalar(-1), "input_type",
                    sizes(outlet.shape, false)), Map.of());
            connect(outlet.node, name);
        }
        return new Outlet(name, outlet.shape, true);
    }

    private Outlet pooled(Outlet outlet, int rows, int columns, String name) {
        if (rows == 1 && columns == 1) {
            return outlet;
        }
        Shape shape = new Shape(outlet.shape.channels(), outlet.shape.height() / rows, outlet.shape.width() / columns);
        add(name + "_sum", "SumPool2d", Map.of("kernel_size", Tensor.of(rows, columns), "stride",
                Tensor.of(rows, columns), "padding", Tensor.of(0, 0)), Map.of());
        connect(outlet.node, name + "_sum");
        add(name, "Threshold", Map.of("threshold", filled(shape, false, HALF)), Map.of());
        connect(name + "_sum", name);
        return new Outlet(name, shape, false);
    }

    /** A residual's source brought to the layer's input: the OR over windows, and channels without spikes. */
    private Outlet fitted(Outlet source, Shape target, String layer) {
        Outlet pooled = pooled(source, source.shape.height() / target.height(), source.shape.width() / target.width(),
                layer + "_residual");
        int channels = pooled.shape.channels();
        if (channels == target.channels()) {
            return pooled;
        }
        double[] identity = new double[target.channels() * channels];
        for (int c = 0; c < channels; c++) {
            identity[c * channels + c] = 1;
        }
        String name = layer + "_channels";
        add(name, "Conv2d", Map.of("weight", new Tensor(new int[]{target.channels(), channels, 1, 1}, identity), "bias",
                Tensor.of(new double[target.channels()]), "stride", Tensor.of(1, 1), "padding", Tensor.of(0, 0),
                "dilation", Tensor.of(1, 1), "groups", scalar(1), "input_shape",
                Tensor.of(target.height(), target.width())), Map.of());
        connect(pooled.node, name);
        return new Outlet(name, target, false);
    }

    private void addNeurons(Layer layer, Outlet outlet) {
        Tensor one = filled(outlet.shape, outlet.flat, 1);
        if (!(layer instanceof SpikingLayer spiking)) {
            add(layer.name(), "I", Map.of("r", one), Map.of());
            return;
        }
        Normalization n = spiking.normalization();
        double[] alpha = alpha(spiking);
        double[] threshold = new double[n.channels()];
        double[] reset = new double[n.channels()];
        for (int c = 0; c < threshold.length; c++) {
            double unit = alpha[c] * Math.abs(n.gain()[c]);
            threshold[c] = n.sigma()[c] * spiking.theta() / unit;
            reset[c] = n.sigma()[c] * spiking.reset().to() / unit;
            if (!(threshold[c] > 0) || !Double.isFinite(threshold[c]) || !Double.isFinite(reset[c])) {
                throw InputException.wrongValue("layer " + layer.name(), "the threshold (and reset) of channel " + c
                        + " in units of the sums", threshold[c] + " (" + reset[c] + ")",
                        "finite numbers above 0 (and any)");
            }
        }
        Map<String, Tensor> fields = new HashMap<>(Map.of("r", one, "v_threshold", spread(outlet, threshold),
                "v_reset", spread(outlet, reset)));
        if (spiking.dynamics().leaks()) {
            // With dt = 1, beta = 1 - 1 / tau, and a current adds r / tau = 1 times itself.
            double tau = 1 / (1 - spiking.dynamics().leak().beta());
            Tensor steps = filled(outlet.shape, outlet.flat, tau);
            fields.putAll(Map.of("tau", steps, "r", steps, "v_leak", filled(outlet.shape, outlet.flat, 0)));
        }
        add(layer.name(), spiking.dynamics().leaks() ? "LIF" : "IF", fields, Map.of());
    }

    private static double[] alpha(Layer layer) {
        double[] ones = new double[layer.geometry().outputChannels()];
        Arrays.fill(ones, 1);
        return layer instanceof BinaryLayer binary ? binary.alpha() : ones;
    }

    private static double[] weights(Layer layer) {
        Geometry g = layer.geometry();
        double[] weights = new double[g.weights()];
        for (int i = 0; i < weights.length; i++) {
            double sign = layer instanceof SpikingLayer s ? Math.signum(s.normalization().gain()[i / g.fanIn()]) : 1;
            weights[i] = sign * switch (layer) {
                case FirstLayer first -> first.weights().value(i);
                case BinaryLayer binary -> 2 * binary.weights()[i] - 1;
                case LastLayer last -> last.weights().value(i);
            };
        }
        return weights;
    }

    /** Minus the mean of eq. (7), which is subtracted in every time step. */
    private static double[] bias(Layer layer) {
        double[] bias = new double[layer.geometry().outputChannels()];
        double[] alpha = alpha(layer);
        for (int c = 0; c < bias.length; c++) {
            bias[c] = 0.0 - switch (layer) {
                case LastLayer last -> last.bias()[c];
                case SpikingLayer spiking -> {
                    Normalization n = spiking.normalization();
                    double gain = n.gain()[c];
                    yield Math.signum(gain) * (n.mu()[c] / alpha[c] - n.shift()[c] * n.sigma()[c] / (alpha[c] * gain));
                }
            };
            if (!Double.isFinite(bias[c])) {
                throw InputException.wrongValue("layer " + layer.name(), "the bias of channel " + c
                        + " in units of the sums", bias[c], "a finite number");
            }
        }
        return bias;
    }

    private static Tensor spread(Outlet outlet, double[] channels) {
        Tensor tensor = filled(outlet.shape, outlet.flat, 0);
        Arrays.setAll(tensor.values(), i -> channels[i / outlet.shape.positions()]);
        return tensor;
    }

    private static Tensor filled(Shape shape, boolean flat, double value) {
        double[] values = new double[shape.size()];
        Arrays.fill(values, value);
        return new Tensor(flat ? new int[]{shape.size()} : new int[]{shape.channels(), shape.height(), shape.width()},
                values);
    }

    private static Tensor sizes(Shape shape, boolean flat) {
        return flat
                ? Tensor.of(new double[]{shape.size()})
                : Tensor.of(shape.channels(), shape.height(), shape.width());
    }

    private static Tensor scalar(double value) {
        return new Tensor(new int[0], new double[]{value});
    }

    private void add(String name, String type, Map<String, Tensor> arrays, Map<String, String> texts) {
        if (nodes.put(name, new NirNode(name, type, arrays, texts)) != null) {
            throw new InputException("layer " + name + ": its name is also that of a node, expected another name");
        }
    }

    private void connect(String from, String to) {
        edges.add(new NirGraph.Edge(from, to));
    }
}
