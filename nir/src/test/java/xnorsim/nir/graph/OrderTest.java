package xnorsim.nir.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph's file has the same bytes on every run, whatever order the virtual machine gives to maps. */
class OrderTest {
    private static final List<String> NAMES = List.of("alpha", "beta", "delta", "epsilon", "eta", "gamma", "iota",
            "kappa",
            "theta", "zeta");

    @TempDir
    Path folder;

    @Test
    void members_areWrittenInTheOrderOfTheirNames() throws IOException {
        Map<String, Tensor> arrays = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        NAMES.reversed().forEach(name -> {
            arrays.put(name, Tensor.of(1));
            texts.put("text_" + name, "x");
        });
        NirNode node = new NirNode("only", "Thing", arrays, texts);
        NirGraph graph = new NirGraph(Map.of("only", node, "end", new NirNode("end", "Output", Map.of(), Map.of())),
                List.of(new NirGraph.Edge("only", "end")), "1", Map.of("note", "x"), arrays);
        assertThat(node.arrays().keySet()).containsExactlyElementsOf(NAMES);
        assertThat(node.texts().keySet()).containsExactlyElementsOf(NAMES.stream().map("text_"::concat).toList());
        assertThat(graph.numbers().keySet()).containsExactlyElementsOf(NAMES);
        byte[] once = written(graph, "a.nir");
        assertThat(written(graph, "b.nir")).isEqualTo(once);
        String bytes = new String(once, StandardCharsets.ISO_8859_1);
        assertThat(Stream.of("text_alpha", "text_zeta")).allMatch(bytes::contains);
    }

    private byte[] written(NirGraph graph, String name) throws IOException {
        HdfWriter.write(folder.resolve(name), graph);
        return Files.readAllBytes(folder.resolve(name));
    }
}
