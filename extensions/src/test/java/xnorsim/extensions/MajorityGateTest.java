package xnorsim.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;

/** A gate that main code has never heard of, through whole commands. */
class MajorityGateTest {
    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
    }

    private Path arch(String gate, String more) throws IOException {
        return Files.writeString(folder.resolve(gate + ".yaml"), "rows: 3\ncolumns: 10\ngate: " + gate + "\n" + more);
    }

    private JsonNode run(String gate, String more) throws IOException {
        Invocation run = Invocation.of("run", files.model(), "--json", "--arch", arch(gate, more));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void spikes_are_those_of_the_reference_on_twice_the_subarrays() throws IOException {
        JsonNode majority = run("majority", "");
        assertThat(majority.path("spikes_compared").asLong()).isPositive();
        assertThat(majority.path("spikes_different").asLong()).isZero();
        assertThat(majority.path("membranes_different").asLong()).isZero();
        assertThat(majority.path("cycles_per_image")).isEqualTo(run("and", "").path("cycles_per_image"));
        assertThat(run("majority", "skip_silent: true\nloading: cheaper\n").path("spikes_different").asLong())
                .isZero();
    }

    @Test
    void a_table_of_gates_has_it() {
        Invocation run = Invocation.of("run", files.model(), "--gates", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode gates = JsonMapper.shared().readTree(run.out()).path("gates");
        assertThat(gates.valueStream().map(row -> row.path("gate").asString())).containsExactly("xnor", "and",
                "ternary", "majority");
        // OR is active at each weight +1 and each spike, AND where both meet: more than AND alone.
        assertThat(gates.get(3).path("active_cells").asDouble()).isGreaterThan(gates.get(1).path("active_cells")
                .asDouble());
    }

    @Test
    void a_study_takes_it_as_a_value() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                model: %s
                data: %s
                images: 2
                axes:
                  - {key: gate, values: [xnor, majority]}
                """.formatted(files.model(), folder));
        Path out = folder.resolve("study");
        Invocation explore = Invocation.of("explore", study, "--out", out);
        assertThat(explore.exitCode()).as(explore.err()).isZero();
        assertThat(Files.readString(out.resolve("points.csv"))).contains("majority");
    }

    @Test
    void what_knows_only_xnor_refuses_it_by_name() throws IOException {
        Invocation.of("run", files.model(), "--arch", arch("majority", ""), "--vcd", folder.resolve("x.vcd"),
                "--vcd-layer", "conv3").assertRefused("gate is majority", "xnor");
        Path analog = arch("majority", "readout: {kind: charge}\n");
        Invocation.of("run", files.model(), "--arch", analog).assertRefused("gate is majority", "xnor");
        Invocation.of("margin", files.model(), "--arch", analog).assertRefused("gate is majority", "xnor");
        Invocation.of("run", files.model(), "--arch", arch("majorty", "")).assertRefused("\"majorty\"",
                "one of xnor, and, ternary, majority");
    }

    @Test
    void help_names_it() {
        assertThat(Invocation.of("run", "--help").out()).contains("majority");
    }
}
