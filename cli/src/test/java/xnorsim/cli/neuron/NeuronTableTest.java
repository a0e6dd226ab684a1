package xnorsim.cli.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import xnorsim.neurons.NeuronRule;
import xnorsim.neurons.Neurons;

/** The table of neurons in docs/architecture-file.md says what the registered kinds say of themselves. */
class NeuronTableTest {
    private static final Set<String> OF_TESTS = Set.of(Mute.KEY, Refractory.KEY);

    static String row(NeuronRule.Kind kind) {
        String keys = kind.settings().stream()
                .map(one -> '`' + one.key() + "`: " + one.meaning() + ", " + one.values())
                .collect(Collectors.joining("; "));
        return "| `" + kind.key() + "` | " + kind.meaning() + " | " + (keys.isEmpty() ? "none" : keys) + " |";
    }

    @Test
    void documentation_hasARowForEveryKind() throws IOException {
        List<String> section = Files.readAllLines(Path.of("../docs/architecture-file.md"));
        List<String> rows = section.subList(section.indexOf("## The neuron"), section.size()).stream()
                .filter(line -> line.startsWith("| `") && !line.startsWith("| `kind`")).toList();
        assertThat(rows).containsExactlyElementsOf(Neurons.kinds().stream()
                .filter(kind -> !OF_TESTS.contains(kind.key())).map(NeuronTableTest::row).toList());
    }

    @Test
    void row_saysEachKeyOnce() {
        assertThat(row(new Refractory.Kind())).isEqualTo("| `refractory` | integrate and fire that ignores its input"
                + " after a spike | `steps`: time steps after a spike without input, 1..1000 (1) |");
    }
}
