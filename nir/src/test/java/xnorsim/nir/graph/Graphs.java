package xnorsim.nir.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds graphs node by node; each node follows the one before it unless it is said to follow others. */
public final class Graphs {
    private final Map<String, NirNode> nodes = new HashMap<>();
    private final List<NirGraph.Edge> edges = new ArrayList<>();
    private String last = "";

    public Graphs node(String name, String type, Map<String, Tensor> arrays) {
        return node(name, type, arrays, Map.of(), last.isEmpty() ? List.of() : List.of(last));
    }

    public Graphs node(String name, String type, Map<String, Tensor> arrays, Map<String, String> texts,
            List<String> before) {
        nodes.put(name, new NirNode(name, type, arrays, texts));
        before.forEach(from -> edges.add(new NirGraph.Edge(from, name)));
        last = name;
        return this;
    }

    /** All of a graph but one node. */
    public Graphs copy(NirGraph graph, String without) {
        graph.nodes().values().stream().filter(node -> !node.name().equals(without))
                .forEach(node -> nodes.put(node.name(), node));
        graph.edges().stream().filter(edge -> !edge.to().equals(without)).forEach(edges::add);
        return this;
    }

    public Graphs edge(String from, String to) {
        edges.add(new NirGraph.Edge(from, to));
        return this;
    }

    public Graphs input(int... shape) {
        return node("input", "Input", Map.of("shape", Tensor.of(Arrays.stream(shape).asDoubleStream().toArray())));
    }

    public Graphs convolution(String name, Tensor weight, int stride, int padding) {
        return node(name, "Conv2d", Map.of("weight", weight, "stride", Tensor.of(stride, stride), "padding",
                Tensor.of(padding, padding)));
    }

    public Graphs neurons(String name, double threshold) {
        return node(name, "IF", Map.of("r", one(1), "v_threshold", one(threshold)));
    }

    public NirGraph output(int... shape) {
        node("output", "Output", Map.of("shape", Tensor.of(Arrays.stream(shape).asDoubleStream().toArray())));
        return graph();
    }

    /** The graph as it is. */
    public NirGraph graph() {
        return new NirGraph(nodes, edges);
    }

    public static Tensor one(double value) {
        return new Tensor(new int[0], new double[]{value});
    }

    /** Weights -a and +a, a differing from output to output: powers of two, so that scaling by them rounds nothing. */
    public static Tensor signs(Random random, int... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            double a = Math.scalb(1.0, i / (size / shape[0]) % 4 - 2);
            values[i] = random.nextBoolean() ? a : -a;
        }
        return new Tensor(shape, values);
    }

    /** Multiples of 1/8. */
    public static Tensor eighths(Random random, int... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return new Tensor(shape, random.ints(size, -12, 13).mapToDouble(i -> i / 8.0).toArray());
    }
}
