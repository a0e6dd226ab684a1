package xnorsim.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xnorsim.base.InputException;
import xnorsim.network.Shape;
import xnorsim.nir.Flow.Branch;
import xnorsim.nir.Flow.Current;
import xnorsim.nir.Flow.Potential;
import xnorsim.nir.Flow.Spikes;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.NirNode;
import xnorsim.nir.graph.NodeFields;
import xnorsim.nir.graph.Tensor;

/**
 * Follows the values of a graph from its input to its output. Pooling and scaling fold into the weights after or before
 * them; neurons close a layer.
 */
final class GraphImport {
    private static final Set<String> WEIGHTED = Set.of("Conv2d", "Linear", "Affine");
    private static final Set<String> ELEMENTWISE = Set.of("Scale", "Threshold", "IF", "LIF", "Leaky");
    /** Of a shape that a message repeats. */
    private static final int MAX_DIMENSIONS = 8;

    private final NirGraph graph;
    private final NeuronReader neurons;
    private final LayerMaker layers;
    private final Map<String, Flow> flows = new HashMap<>();
    /** Dimensions after nodes that flatten some of them. */
    private final Map<String, Integer> ranks = new HashMap<>();

    GraphImport(NirGraph graph, ImportOptions options) {
        this.graph = graph;
        Assumptions assumptions = new Assumptions(options, graph.metadata());
        this.layers = new LayerMaker(assumptions);
        this.neurons = new NeuronReader(assumptions, layers.notes());
    }

    Imported network(String name) {
        graph.nodes().values().forEach(NodeFields::require);
        NirNode input = only("Input");
        NirNode output = only("Output");
        for (NirNode node : graph.inOrder()) {
            boolean connected = (node.name().equals(input.name()) || !graph.before(node.name()).isEmpty())
                    && (node.name().equals(output.name()) || !graph.after(node.name()).isEmpty());
            if (!connected) {
                throw new InputException(node.where()
                        + ": is not on a path from input to output, expected a graph without dangling nodes");
            }
            flows.put(node.name(), flow(node));
        }
        return layers.network(name, flow(input.name()).shape(), flow(output.name()));
    }

    private NirNode only(String type) {
        List<NirNode> found = graph.nodes().values().stream().filter(node -> node.type().equals(type)).toList();
        if (found.size() != 1) {
            throw InputException.wrongValue("graph", "the number of nodes of type " + type, found.size(), "1");
        }
        return found.getFirst();
    }

    private Flow flow(String name) {
        Flow flow = flows.get(name);
        if (flow == null) {
            throw new InputException("node " + name + ": has no value yet");
        }
        return flow;
    }

    private Flow flow(NirNode node) {
        return switch (node.type()) {
            case "Input" -> input(node);
            case "Conv2d", "Linear", "Affine" -> weighted(node, incoming(node));
            case "Flatten" -> flatten(node, incoming(node));
            case "SumPool2d", "AvgPool2d" -> pooled(node, incoming(node));
            case "Scale" -> scaled(node, incoming(node));
            case "Threshold" -> thresholded(node, incoming(node));
            case "IF", "LIF", "Leaky" -> fired(node, incoming(node));
            case "I", "LI" -> integrated(node, incoming(node));
            case "Output" -> incoming(node);
            default -> throw new IllegalStateException("no such type: " + node.type());
        };
    }

    private Spikes input(NirNode node) {
        double[] sizes = node.required("shape").values();
        int[] whole = new int[sizes.length];
        Arrays.setAll(whole, i -> node.whole("shape", sizes[i], 1));
        int last = whole.length - 1;
        boolean vector = last >= 1 && last <= 2 && Arrays.stream(whole).limit(last).allMatch(size -> size == 1)
                && leadsToVector(node.name(), whole[last]);
        boolean batch = vector || (whole.length == 4 && whole[0] == 1);
        if (batch) {
            layers.note(node, "assumed", "shape " + Tensor.text(whole) + " includes a batch dimension: read as "
                    + (vector ? whole[last] + " values" : "channels, rows and columns"));
        }
        int[] map = !batch ? whole : vector ? new int[]{whole[last]} : Arrays.copyOfRange(whole, 1, whole.length);
        Shape shape = switch (map.length) {
            case 1 -> new Shape(map[0], 1, 1);
            case 2 -> new Shape(1, map[0], map[1]);
            case 3 -> new Shape(map[0], map[1], map[2]);
            default -> throw InputException.wrongValue(node.where(), "shape",
                    whole.length <= MAX_DIMENSIONS ? Tensor.text(whole) : whole.length + " numbers",
                    "channels, rows and columns, or a number of values");
        };
        return new Spikes(shape, map.length == 1,
                List.of(new Branch(-1, shape, 1, 1, Window.identity(shape.channels()))));
    }

    /**
     * The value that enters a node: that of the one node before it, or the sum of two layers' spikes or weighted sums.
     */
    private Flow incoming(NirNode node) {
        List<String> before = graph.before(node.name());
        if (before.size() == 1) {
            return flow(before.getFirst());
        }
        List<Flow> added = before.stream().map(this::flow).toList();
        if (added.stream().allMatch(Current.class::isInstance)) {
            return commonWeights(node, before, added.stream().map(Current.class::cast).toList());
        }
        List<Branch> branches = new ArrayList<>();
        for (Flow flow : added) {
            if (!(flow instanceof Spikes spikes)) {
                throw new InputException(node.where() + ": adds " + String.join(" and ", before)
                        + ", which are not all spikes, expected two layers' spikes with shared weights, as in eq."
                        + " (11) has it");
            }
            branches.addAll(spikes.branches());
        }
        return new Spikes(flow(before.getFirst()).shape(), flow(before.getFirst()).flat(),
                atMostTwo(node, before, added, branches));
    }

    /** Sums of two layers' spikes, each through its own weights: eq. (11) if the weights are equal. */
    private Current commonWeights(NirNode node, List<String> before, List<Current> sums) {
        Current first = sums.getFirst();
        List<Branch> branches = new ArrayList<>();
        Connection common = first.connection();
        for (Current sum : sums) {
            if (!sum.connection().hasSameWeights(first.connection())) {
                throw new InputException(node.where() + ": adds " + String.join(" and ", before)
                        + ", whose weights, strides or paddings differ, expected shared weights, as in eq. (11)");
            }
            branches.addAll(sum.inputs().branches());
        }
        for (Current sum : sums.subList(1, sums.size())) {
            if (common.roundsBiasOf(sum.connection())) {
                layers.note(node, "rounded", LayerMaker.LAST_BIT);
            }
            common = common.withBiasOf(sum.connection());
        }
        List<Flow> inputs = sums.stream().<Flow>map(Current::inputs).toList();
        Spikes both = new Spikes(first.inputs().shape(), first.inputs().flat(),
                atMostTwo(node, before, inputs, branches));
        layers.note(node, "mapped", String.join(" and ", before)
                + " share weights: merged into one layer with two slots and the sum of their biases");
        return new Current(first.shape(), first.flat(), first.name(), common, both);
    }

    private static List<Branch> atMostTwo(NirNode node, List<String> before, List<? extends Flow> added,
            List<Branch> branches) {
        Flow first = added.getFirst();
        for (Flow flow : added) {
            if (!flow.shape().equals(first.shape()) || flow.flat() != first.flat()) {
                throw new InputException(node.where() + ": adds " + String.join(" and ", before) + " of the shapes "
                        + first.shape() + " and " + flow.shape() + ", expected one shape");
            }
        }
        if (branches.size() > 2) {
            throw InputException.wrongValue(node.where(), "the number of layers that are added", branches.size(),
                    "at most 2, as eq. (11) has it");
        }
        return branches;
    }

    private Spikes spikes(NirNode node, Flow flow) {
        if (flow instanceof Spikes spikes) {
            return spikes;
        }
        throw new InputException(node.where()
                + ": receives weighted sums, expected spikes: put neurons between two nodes with weights");
    }

    private Flow weighted(NirNode node, Flow flow) {
        Spikes spikes = spikes(node, flow);
        if (node.type().equals("Conv2d") && WeightReader.addsChannels(node, spikes) && leadsToWeights(node.name())) {
            return withMoreChannels(node, spikes);
        }
        Connection connection = new WeightReader(node, spikes).connection();
        return new Current(connection.output(), !node.type().equals("Conv2d"), node.name(), connection, spikes);
    }

    private boolean leadsToWeights(String name) {
        return graph.after(name).stream().allMatch(next -> WEIGHTED.contains(graph.node(next).type())
                || (graph.node(next).type().equals("Flatten") && leadsToWeights(next)));
    }

    /** Zero channels after the others, for a residual connection from a narrower layer. */
    private Spikes withMoreChannels(NirNode node, Spikes spikes) {
        int channels = node.required("weight").shape()[0];
        layers.note(node, "mapped", "pads with zero channels up to " + channels);
        List<Branch> branches = spikes.branches().stream().map(branch -> {
            double[] scale = Window.identity(channels).scale();
            System.arraycopy(branch.window().scale(), 0, scale, 0, spikes.shape().channels());
            Window w = branch.window();
            return new Branch(branch.source(), branch.sourceShape(), branch.poolY(), branch.poolX(),
                    new Window(w.height(), w.width(), w.strideY(), w.strideX(), w.top(), w.left(), w.divisor(), scale));
        }).toList();
        return new Spikes(new Shape(channels, spikes.shape().height(), spikes.shape().width()), false, branches);
    }

    /** Whether all following nodes with weights are fully connected and take this many values. */
    private boolean leadsToVector(String name, int values) {
        return !graph.after(name).isEmpty() && graph.after(name).stream().map(graph::node)
                .allMatch(next -> ELEMENTWISE.contains(next.type())
                        ? leadsToVector(next.name(), values)
                        : WEIGHTED.contains(next.type()) && !next.type().equals("Conv2d")
                                && next.required("weight").rank() == 2 && next.required("weight").shape()[1] == values);
    }

    private Flow flatten(NirNode node, Flow flow) {
        int rank = flow.flat() ? 1 : ranks.getOrDefault(graph.before(node.name()).getFirst(), 3);
        int start = node.arrays().containsKey("start_dim") ? node.integer("start_dim", -rank) : 0;
        int end = node.arrays().containsKey("end_dim") ? node.integer("end_dim", -rank) : -1;
        int from = start < 0 ? start + rank : start;
        int to = end < 0 ? end + rank : end;
        boolean all = from == 0 && to == rank - 1;
        boolean partly = from >= 0 && from <= to && to < rank && !graph.after(node.name()).isEmpty()
                && graph.after(node.name()).stream().allMatch(next -> graph.node(next).type().equals("Flatten"));
        boolean counted = !all && from == 1 && to == rank - 1 && rank == 3 && flow.shape().channels() > 1
                && leadsToVector(node.name(), flow.shape().size());
        if (counted) {
            layers.note(node, "assumed", "flattens all dimensions: start_dim " + start
                    + " includes a batch dimension, as the next weights take " + flow.shape().size() + " values");
            all = true;
        }
        if (!all && partly) {
            // The order of the values stays; a Flatten of all follows.
            ranks.put(node.name(), rank - (to - from));
            return flow;
        }
        if (!all) {
            throw InputException.wrongValue(node.where(), "start_dim, end_dim", start + ", " + end,
                    "0, -1: a vector of all values, if no such Flatten follows");
        }
        return switch (flow) {
            case Spikes s -> new Spikes(s.shape(), true, s.branches());
            case Current c -> new Current(c.shape(), true, c.name(), c.connection(), c.inputs());
            case Potential p -> new Potential(p.shape(), true, p.name(), p.current(), p.neuron());
        };
    }

    private Flow pooled(NirNode node, Flow flow) {
        if (flow.flat()) {
            throw InputException.wrongValue(node.where(), "the shape of its input", "a vector", "a map");
        }
        int[] size = node.pair("kernel_size", 1);
        int[] stride = node.arrays().containsKey("stride") ? node.pair("stride", 1) : size;
        int[] padding = node.arrays().containsKey("padding") ? node.pair("padding", 0) : new int[2];
        int elements = node.type().equals("AvgPool2d") ? Math.multiplyExact(size[0], size[1]) : 1;
        // Halves and quarters are exact as factors; a ninth is not.
        boolean exact = Integer.bitCount(elements) == 1;
        double[] scale = new double[flow.shape().channels()];
        Arrays.fill(scale, exact ? 1.0 / elements : 1);
        Window window = new Window(size[0], size[1], stride[0], stride[1], padding[0], padding[1],
                exact ? 1 : elements, scale);
        Shape in = flow.shape();
        if (in.height() + 2 * padding[0] < size[0] || in.width() + 2 * padding[1] < size[1]) {
            throw InputException.wrongValue(node.where(), "kernel_size", size[0] + "," + size[1],
                    "a window that fits the padded map " + in);
        }
        if (padding[0] >= size[0] || padding[1] >= size[1]) {
            throw InputException.wrongValue(node.where(), "padding", padding[0] + "," + padding[1],
                    "less than the window " + size[0] + "," + size[1]);
        }
        Shape out = new Shape(in.channels(), (in.height() + 2 * padding[0] - size[0]) / stride[0] + 1,
                (in.width() + 2 * padding[1] - size[1]) / stride[1] + 1);
        return switch (flow) {
            case Spikes s -> {
                if (s.branches().stream().anyMatch(branch -> !branch.window().isOneElement())) {
                    throw new InputException(node.where() + ": follows another pooling, expected one combined pooling");
                }
                yield new Spikes(out, false, s.branches().stream()
                        .map(b -> new Branch(b.source(), b.sourceShape(), b.poolY(), b.poolX(),
                                window.scaled(b.window().scale())))
                        .toList());
            }
            case Current c -> new Current(out, false, c.name(), c.connection().pooled(window), c.inputs());
            case Potential p -> throw afterPotential(node);
        };
    }

    private Flow scaled(NirNode node, Flow flow) {
        double[] scale = NirNeuron.channels(node, "scale", node.required("scale"), flow.shape());
        for (double factor : scale) {
            if (factor == 0 || Double.isInfinite(factor)) {
                throw InputException.wrongValue(node.where(), "scale", factor, "finite numbers other than 0");
            }
        }
        layers.note(node, "mapped", "folded into the weights");
        return switch (flow) {
            case Spikes s -> new Spikes(s.shape(), s.flat(), s.branches().stream()
                    .map(b -> new Branch(b.source(), b.sourceShape(), b.poolY(), b.poolX(), b.window().scaled(scale)))
                    .toList());
            case Current c -> {
                if (c.connection().roundsScaled(scale)) {
                    layers.note(node, "rounded", LayerMaker.LAST_BIT);
                }
                yield new Current(c.shape(), c.flat(), c.name(), c.connection().scaled(scale), c.inputs());
            }
            case Potential p -> throw afterPotential(node);
        };
    }

    /** Spikes of a window that are more than a number below 1: whether there is any, the OR of the hardware. */
    private Flow thresholded(NirNode node, Flow flow) {
        double[] thresholds = NirNeuron.channels(node, "threshold", node.required("threshold"), flow.shape());
        if (!(flow instanceof Spikes s) || s.branches().size() != 1) {
            throw new InputException(node.where() + ": does not receive spikes of one layer, expected spikes or their"
                    + " sums over windows that tile the map");
        }
        Branch branch = s.branches().getFirst();
        Window w = branch.window();
        Shape map = branch.pooledShape();
        boolean tiles = w.top() == 0 && w.left() == 0 && w.strideY() == w.height() && w.strideX() == w.width()
                && map.height() % w.height() == 0 && map.width() % w.width() == 0;
        for (int c = 0; c < thresholds.length; c++) {
            if (!tiles || !(thresholds[c] >= 0 && thresholds[c] < w.scale()[c] / w.divisor())) {
                throw InputException.wrongValue(node.where(), "threshold of channel " + c, thresholds[c],
                        "at least 0 and below the contribution of one spike (" + w.scale()[c] / w.divisor()
                                + "), after windows that tile the map: the hardware computes an OR");
            }
        }
        layers.note(node, "mapped", "OR over windows of " + w.height() + "x" + w.width());
        return new Spikes(s.shape(), s.flat(), List.of(new Branch(branch.source(), branch.sourceShape(),
                branch.poolY() * w.height(), branch.poolX() * w.width(), Window.identity(s.shape().channels()))));
    }

    private Flow fired(NirNode node, Flow flow) {
        Current current = current(node, flow);
        int layer = layers.add(node, current, neurons.firing(node, current.shape()));
        return new Spikes(current.shape(), current.flat(), List.of(
                new Branch(layer, current.shape(), 1, 1, Window.identity(current.shape().channels()))));
    }

    private Flow integrated(NirNode node, Flow flow) {
        Current current = current(node, flow);
        return new Potential(current.shape(), current.flat(), node.name(), current,
                neurons.integrating(node, current.shape()));
    }

    /** What neurons integrate; those on the input itself get weights of 1. */
    private Current current(NirNode node, Flow flow) {
        return switch (flow) {
            case Current c -> c;
            case Spikes s when s.branches().getFirst().source() == -1 -> {
                layers.note(node, "mapped", "identity weights on the input");
                yield new Current(s.shape(), s.flat(), node.name(),
                        Connection.identity(node.where(), s.shape()), s);
            }
            case Spikes s -> throw new InputException(node.where() + ": receives spikes, expected weighted sums");
            case Potential p -> throw afterPotential(node);
        };
    }

    private static InputException afterPotential(NirNode node) {
        return new InputException(
                node.where() + ": follows an integrator without a threshold, expected only the output");
    }
}
