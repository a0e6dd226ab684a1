package xnorsim.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.base.InputException;
import xnorsim.network.Layer;
import xnorsim.nir.graph.Graphs;
import xnorsim.nir.graph.HdfReader;
import xnorsim.nir.graph.HdfWriter;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.Tensor;

/** Graphs in graphs, and members of a file that are not what they should be. */
class SubgraphsTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("nested.nir");
    }

    private static void put(WritableGroup group, NirGraph graph, Map<String, NirGraph> inner) {
        group.putDataset("type", "NIRGraph");
        group.putDataset("edges",
                graph.edges().stream().map(edge -> new String[]{edge.from(), edge.to()}).toArray(String[][]::new));
        WritableGroup nodes = group.putGroup("nodes");
        graph.nodes().values().forEach(node -> {
            WritableGroup members = nodes.putGroup(node.name());
            if (inner.containsKey(node.name())) {
                put(members, inner.getOrDefault(node.name(), graph), inner);
                return;
            }
            members.putDataset("type", node.type());
            node.texts().forEach(members::putDataset);
            node.arrays().forEach((name, tensor) -> members.putDataset(name, HdfWriter.nested(name, tensor)));
        });
    }

    private NirGraph read(NirGraph graph, Map<String, NirGraph> inner) {
        try (WritableHdfFile root = HdfFile.write(file())) {
            put(root.putGroup("node"), graph, inner);
        }
        return HdfReader.read(file());
    }

    private static Graphs block(Random random, int inputs, int outputs) {
        return new Graphs().input(inputs)
                .node("fc", "Linear", Map.of("weight", Graphs.signs(random, outputs, inputs))).neurons("if", 1);
    }

    /** A block, and a block in a block, as torch modules in modules give them. */
    @Test
    void read_graphsInGraphs_areOneGraph() {
        Random random = new Random(1);
        NirGraph first = block(random, 3, 4).output(4);
        NirGraph second = new Graphs().input(4).node("deep", "NIRGraph", Map.of()).output(2);
        NirGraph deep = block(random, 4, 2).output(2);
        NirGraph outer = new Graphs().input(3).node("one", "NIRGraph", Map.of()).node("two", "NIRGraph", Map.of())
                .output(2);
        NirGraph flat = read(outer, Map.of("one", first, "two", second, "deep", deep));
        assertThat(flat.nodes().keySet()).containsExactlyInAnyOrder("input", "output", "one.fc", "one.if",
                "two.deep.fc", "two.deep.if");
        assertThat(new GraphImport(flat, ImportOptions.none()).network("nested").network().layers().stream()
                .map(Layer::name).toList()).containsExactly("one_if", "two_deep_if", "readout");
    }

    @Test
    void read_graphThatIsNoStraightPart_isRefusedByItsName() {
        Random random = new Random(1);
        NirGraph outer = new Graphs().input(3).node("sub", "NIRGraph", Map.of()).output(2);
        NirGraph recurrent = block(random, 3, 3).edge("if", "fc").output(3);
        assertThatThrownBy(() -> new GraphImport(read(outer, Map.of("sub", recurrent)), ImportOptions.none())
                .network("r")).isInstanceOf(InputException.class)
                .hasMessageContaining("cycle through nodes sub.fc, sub.if, expected");
        NirGraph twoInputs = block(random, 3, 3)
                .node("more", "Input", Map.of("shape", Tensor.of(3)), Map.of(), List.of())
                .edge("more", "fc").output(3);
        assertThatThrownBy(() -> read(outer, Map.of("sub", twoInputs))).isInstanceOf(InputException.class)
                .hasMessageContaining("node sub (NIRGraph): the number of nodes of type Input is 2, expected 1");
        NirGraph loose = new Graphs().input(3).node("sub", "NIRGraph", Map.of(), Map.of(), List.of()).output(2);
        assertThatThrownBy(() -> read(loose, Map.of("sub", block(random, 3, 3).output(3))))
                .hasMessageContaining("node sub (NIRGraph): no path through its node sub.input");
    }

    @Test
    void read_wrongMembers_areRefusedByName() {
        try (WritableHdfFile root = HdfFile.write(file())) {
            WritableGroup graph = root.putGroup("node");
            put(graph, new Graphs().input(3).output(3), Map.of());
            graph.putDataset("note", new double[]{1});
        }
        assertThatThrownBy(() -> HdfReader.read(file()))
                .hasMessageContaining("node: member note is unknown, did you mean member nodes?");
        try (WritableHdfFile root = HdfFile.write(file())) {
            WritableGroup graph = root.putGroup("node");
            graph.putDataset("type", "NIRGraph");
            graph.putDataset("edges", new String[][]{{"a", "a"}});
            WritableGroup node = graph.putGroup("nodes").putGroup("a");
            node.putDataset("type", "Affine");
            node.putGroup("bias").putDataset("values", new double[]{1});
        }
        assertThatThrownBy(() -> HdfReader.read(file()))
                .hasMessageContaining("node a (Affine): bias is a group, expected a data set");
    }
}
