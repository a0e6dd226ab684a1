package xnorsim.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;

/** A readout that main code has never heard of, through whole commands. */
class LossyReadoutTest {
    private static final Pattern ROW = Pattern.compile("\\$var wire \\d+ (\\S+) (buffer|code) .*");
    private static final Pattern VALUE = Pattern.compile("b([01]+) (\\S+)");

    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
    }

    private Path arch(String readout) throws IOException {
        return Files.writeString(folder.resolve("arch.yaml"), "rows: 3\ncolumns: 10\nreadout: " + readout + "\n");
    }

    private JsonNode run(String readout, Object... more) throws IOException {
        Object[] words = new Object[5 + more.length];
        System.arraycopy(new Object[]{"run", files.model(), "--json", "--arch", arch(readout)}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        Invocation run = Invocation.of(words);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void without_a_lost_level_the_spikes_are_those_of_the_reference_and_with_some_they_are_not() throws IOException {
        JsonNode whole = run("{kind: lossy, every: 30}");
        assertThat(whole.path("spikes_different").asLong()).isZero();
        assertThat(whole.path("readout").asString()).isEqualTo("lossy");
        assertThat(run("{kind: lossy, every: 2}").path("spikes_different").asLong()).isPositive();
    }

    @Test
    void each_lost_level_is_seen_in_a_waveform_and_watching_changes_nothing() throws IOException {
        Path wave = folder.resolve("x.vcd");
        JsonNode plain = run("{kind: lossy, every: 3}");
        JsonNode watched = run("{kind: lossy, every: 3}", "--vcd", wave, "--vcd-layer", "conv3", "--vcd-tile", "1,2");
        assertThat(watched.path("spikes_different")).isEqualTo(plain.path("spikes_different"));
        Map<String, String> names = new HashMap<>();
        Map<String, Integer> values = new HashMap<>();
        Map<String, String> bufferOf = new HashMap<>();
        String scope = "";
        int lost = 0;
        for (String line : Files.readAllLines(wave)) {
            if (line.startsWith("$scope")) {
                scope = line;
            }
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                names.put(scope + row.group(2), row.group(1));
                if (row.group(2).equals("code")) {
                    bufferOf.put(row.group(1), names.getOrDefault(scope + "buffer", ""));
                }
            }
            Matcher value = VALUE.matcher(line);
            if (value.matches()) {
                values.put(value.group(2), Integer.parseUnsignedInt(value.group(1), 2));
                String buffer = bufferOf.getOrDefault(value.group(2), "");
                int held = values.getOrDefault(buffer, 0);
                if (held > 0) {
                    assertThat(values.get(value.group(2))).isEqualTo(held % 3 == 0 ? held - 1 : held);
                    lost += held % 3 == 0 ? 1 : 0;
                }
            }
        }
        assertThat(lost).isPositive();
    }

    @Test
    void bad_values_are_refused_in_one_sentence() throws IOException {
        Invocation.of("run", files.model(), "--arch", arch("{kind: lossy, every: 1}"))
                .assertRefused("architecture: readout: every is 1, expected 2..65535");
        Invocation.of("run", files.model(), "--arch", arch("{kind: lossy, evry: 4}")).assertRefused("evry", "every");
        Invocation.of("run", files.model(), "--arch", arch("{kind: losy}"))
                .assertRefused("\"losy\"", "one of ideal, charge, current, lossy");
    }

    @Test
    void a_study_sweeps_its_key_with_its_energy_and_without_a_margin() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                model: %s
                data: %s
                images: 2
                technology: 65nm-charge
                architecture: {rows: 3, columns: 10, readout: {kind: lossy}}
                axes:
                  - {key: readout.every, values: [2, 30]}
                """.formatted(files.model(), folder));
        Path out = folder.resolve("study");
        Invocation explore = Invocation.of("explore", study, "--out", out);
        assertThat(explore.exitCode()).as(explore.err()).isZero();
        assertThat(Files.readString(out.resolve("points.csv"))).contains("readout.every").contains("energy_nj");
    }

    @Test
    void a_study_with_a_constraint_on_its_unknown_margin_says_so() throws IOException {
        Path study = Files.writeString(folder.resolve("margin.yaml"), """
                model: %s
                data: %s
                images: 2
                architecture: {rows: 3, columns: 10, readout: {kind: lossy}}
                axes:
                  - {key: readout.every, values: [2, 30]}
                objectives: [accuracy]
                constraints: {margin_levels: {min: 0.1}}
                """.formatted(files.model(), folder));
        Invocation explore = Invocation.of("explore", study, "--out", folder.resolve("margins"));
        assertThat(explore.err()).contains("the margin of readout lossy is unknown");
        assertThat(explore.out() + explore.err())
                .contains("margin_levels at least 0.1, a figure that no point has");
    }

    @Test
    void what_knows_only_the_analog_chain_refuses_it_by_name() throws IOException {
        Path arch = arch("{kind: lossy}");
        Invocation.of("margin", files.model(), "--arch", arch).assertRefused("kind is lossy", "charge or current");
        Invocation.of("noise", files.model(), "--arch", arch, "--data", folder).assertRefused("readout is lossy");
        Invocation.of("attribute", files.model(), "--arch", arch, "--data", folder).assertRefused("readout is lossy");
    }

    @Test
    void help_and_the_list_of_keys_name_it() {
        assertThat(Invocation.of("run", "--help").out()).contains("readout.kind  ideal, charge, current, lossy");
        assertThat(Invocation.of("keys").out()).contains("lossy").contains("every n-th level");
    }
}
