package xnorsim.nir.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xnorsim.base.InputException;

/** Puts the nodes of graphs that are nodes of a graph in their place. */
final class Subgraphs {
    private Subgraphs() {}

    /**
     * One graph without others in it.
     *
     * @param nodes of the outer graph that are no graphs
     * @param edges of the outer graph
     * @param inner graphs by the names of their nodes; each node in them is called after its graph, {@code name.node}
     * @throws InputException if a graph in it has not one input and one output, or leads nowhere
     */
    static NirGraph inlined(Map<String, NirNode> nodes, List<NirGraph.Edge> edges, Map<String, NirGraph> inner) {
        Map<String, NirNode> all = new TreeMap<>(nodes);
        List<NirGraph.Edge> joined = new ArrayList<>(edges);
        inner.forEach((name, graph) -> {
            String where = NirNode.where(name, NirGraph.TYPE);
            String input = only(where, graph, "Input");
            String output = only(where, graph, "Output");
            for (NirNode node : graph.nodes().values()) {
                if (!node.name().equals(input) && !node.name().equals(output)
                        && all.put(node.name(), node) != null) {
                    throw new InputException(where + ": its node " + node.name()
                            + " has the name of another node, expected a unique name");
                }
            }
            joined.addAll(graph.edges());
            joined.replaceAll(edge -> new NirGraph.Edge(edge.from().equals(name) ? output : edge.from(),
                    edge.to().equals(name) ? input : edge.to()));
            bridge(where, input, joined);
            bridge(where, output, joined);
        });
        return new NirGraph(all, joined);
    }

    private static String only(String where, NirGraph graph, String type) {
        List<String> found = graph.nodes().values().stream().filter(node -> node.type().equals(type)).map(NirNode::name)
                .toList();
        if (found.size() != 1) {
            throw InputException.wrongValue(where, "the number of nodes of type " + type, found.size(), "1");
        }
        return found.getFirst();
    }

    /** Replaces the edges through a node that forwards its values. */
    private static void bridge(String where, String node, List<NirGraph.Edge> edges) {
        List<String> before = edges.stream().filter(edge -> edge.to().equals(node)).map(NirGraph.Edge::from).toList();
        List<String> after = edges.stream().filter(edge -> edge.from().equals(node)).map(NirGraph.Edge::to).toList();
        if (before.isEmpty() || after.isEmpty()) {
            throw new InputException(where + ": no path through its node " + node
                    + ", expected only nodes between input and output");
        }
        edges.removeIf(edge -> edge.to().equals(node) || edge.from().equals(node));
        before.forEach(from -> after.forEach(to -> edges.add(new NirGraph.Edge(from, to))));
    }
}
