package xnorsim.nir.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import xnorsim.base.InputException;

/**
 * A graph as its file has it.
 *
 * @param nodes    by name
 * @param edges    from which node to which
 * @param version  of the program that wrote the file, as it says
 * @param metadata free notes, as text
 * @param numbers  free notes that are numbers
 */
public record NirGraph(Map<String, NirNode> nodes, List<Edge> edges, String version, Map<String, String> metadata,
        Map<String, Tensor> numbers) {
    /** The type of a graph, as a node has one. */
    static final String TYPE = "NIRGraph";
    /** What the group of a graph may hold. */
    static final Set<String> MEMBERS = Set.of("type", "nodes", "edges", "metadata", "input_type", "output_type");
    /** Larger files are neither read nor written. */
    public static final int MAX_NODES = 10_000;
    /** Elements of all arrays and strings. */
    public static final int MAX_NUMBERS = 1 << 24;

    public NirGraph {
        numbers = new TreeMap<>(numbers);
        nodes = new TreeMap<>(nodes);
        edges = List.copyOf(edges);
        metadata = new TreeMap<>(metadata);
        Set<Edge> known = new TreeSet<>();
        for (Edge edge : edges) {
            for (String end : List.of(edge.from, edge.to)) {
                if (!nodes.containsKey(end)) {
                    throw InputException.unknown("edges", "node", end, nodes.keySet());
                }
            }
            if (!known.add(edge)) {
                throw new InputException("edges: " + edge + " appears twice, expected once");
            }
        }
    }

    /** A graph without notes. */
    public NirGraph(Map<String, NirNode> nodes, List<Edge> edges) {
        this(nodes, edges, "unknown", Map.of(), Map.of());
    }

    /** The same nodes and edges with another version and other notes. */
    public NirGraph with(String otherVersion, Map<String, String> texts, Map<String, Tensor> arrays) {
        return new NirGraph(nodes, edges, otherVersion, texts, arrays);
    }

    /** An edge from one node to another. */
    public record Edge(String from, String to) implements Comparable<Edge> {
        @Override
        public int compareTo(Edge other) {
            int first = from.compareTo(other.from);
            return first == 0 ? to.compareTo(other.to) : first;
        }

        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    /** The predecessors of a node, ordered by name. */
    public List<String> before(String name) {
        return edges.stream().filter(edge -> edge.to.equals(name)).map(Edge::from).sorted().toList();
    }

    /** The successors of a node, ordered by name. */
    public List<String> after(String name) {
        return edges.stream().filter(edge -> edge.from.equals(name)).map(Edge::to).sorted().toList();
    }

    /**
     * The nodes, each after those before it.
     *
     * @throws InputException if there is a cycle
     */
    public List<NirNode> inOrder() {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> after = new LinkedHashMap<>();
        nodes.keySet().forEach(name -> {
            open.put(name, 0);
            after.put(name, new ArrayList<>());
        });
        for (Edge edge : edges) {
            open.merge(edge.to, 1, Integer::sum);
            after.getOrDefault(edge.from, List.of()).add(edge.to);
        }
        TreeSet<String> ready = new TreeSet<>();
        open.forEach((name, count) -> {
            if (count == 0) {
                ready.add(name);
            }
        });
        List<NirNode> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String name = ready.pollFirst();
            order.add(node(name));
            for (String next : after.getOrDefault(name, List.of())) {
                if (open.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        if (order.size() < nodes.size()) {
            Set<String> left = new TreeSet<>(nodes.keySet());
            order.forEach(node -> left.remove(node.name()));
            // Nodes that only follow the cycle are not part of it.
            while (left.removeIf(name -> after.getOrDefault(name, List.of()).stream().noneMatch(left::contains))) {
                // Until nothing more goes.
            }
            throw new InputException("edges: cycle through nodes " + String.join(", ", left)
                    + ", expected a network without recurrence");
        }
        return order;
    }

    /** The node of a name, which must be there. */
    public NirNode node(String name) {
        NirNode node = nodes.get(name);
        if (node == null) {
            throw InputException.unknown("edges", "node", name, nodes.keySet());
        }
        return node;
    }
}
