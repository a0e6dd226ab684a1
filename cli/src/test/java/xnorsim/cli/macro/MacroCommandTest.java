package xnorsim.cli.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.npy.DataType;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpzFile;

class MacroCommandTest {
    @TempDir
    Path folder;

    private MacroFiles files;

    @BeforeEach
    void makeFiles() {
        files = new MacroFiles(folder);
    }

    private JsonNode json(Object... options) {
        Invocation run = files.macro(options);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err().lines()).allMatch(line -> line.contains("wave.vcd will take about"));
        assertThat(run.out().lines()).hasSize(1);
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void json_has_the_promised_keys() {
        JsonNode report = json("--json");
        // T * (slots * (L + E + 1) + S + 2) cycles for each of two samples: 4 * (1 * (3 + 1 + 1) + 1 + 2) * 2
        assertThat(report.path("cycles").asLong()).isEqualTo(64);
        assertThat(report.path("simulation_seconds").asDouble()).isPositive();
        assertThat(report.path("spikes_compared").asLong()).isEqualTo(2 * 4 * 3);
        assertThat(report.path("spikes_different").asLong()).isZero();
        assertThat(report.path("membranes_different").asLong()).isZero();
    }

    @Test
    void no_compare_compares_nothing() {
        JsonNode report = json("--json", "--no-compare");
        assertThat(report.path("spikes_compared").asLong()).isZero();
        assertThat(report.path("spikes_different").asLong()).isZero();
    }

    @Test
    void output_is_what_the_equations_say() throws IOException {
        // One row of +1 and -1: M1 = 1. dot counts the columns in which stored bit and spike agree.
        files.write("arch.yaml", "rows: 1\ncolumns: 2\ntime_steps: 2\nfraction_bits: 1\nclock_period_ps: 10\n");
        files.write("weights.npy", NpyArray.ofUnsigned(new byte[]{1, 0}, 1, 2));
        files.write("mean.npy", NpyArray.of(new double[]{-0.5}, 1));
        files.write("threshold.npy", NpyArray.of(new double[]{2}, 1));
        // t = 0: spike at the +1 alone, dot 2, u = 2 - (1 - 0.5) = 1.5; t = 1: the same, u = 3 > 2, fires, u = 1
        files.write("spikes.npy", NpyArray.ofUnsigned(new byte[]{1, 0, 1, 0}, 1, 2, 1, 2));
        Path out = folder.resolve("out.npz");
        assertThat(files.macro("--out", out).exitCode()).isZero();
        var arrays = NpzFile.read(out);
        assertThat(arrays.keySet()).containsExactly("spikes", "membrane", "dot", "cycles");
        assertArray(arrays.get("spikes"), DataType.UINT8, new int[]{1, 2, 1}, 0, 1);
        assertArray(arrays.get("membrane"), DataType.INT64, new int[]{1, 2, 1}, 3, 2);
        assertArray(arrays.get("dot"), DataType.INT32, new int[]{1, 2, 1}, 2, 2);
        // T * (slots * (L + E + 1) + S + 2)
        assertArray(arrays.get("cycles"), DataType.INT64, new int[0], 2 * (1 * (1 + 1 + 1) + 1 + 2));
        // In halves: 3, then 3 - 3 / 2 = 2, plus 3 is 5 > 4, fires, 1; at a threshold of 3 both steps fire.
        assertThat(files.macro("--out", out, "--leak", "shift:1").exitCode()).isZero();
        assertArray(NpzFile.read(out).get("membrane"), DataType.INT64, new int[]{1, 2, 1}, 3, 1);
        assertArray(NpzFile.read(out).get("dot"), DataType.INT32, new int[]{1, 2, 1}, 2, 2);
        files.write("threshold.npy", NpyArray.of(new double[]{1.5}, 1));
        assertThat(files.macro("--out", out, "--fires", "at").exitCode()).isZero();
        assertArray(NpzFile.read(out).get("spikes"), DataType.UINT8, new int[]{1, 2, 1}, 1, 1);
    }

    private static void assertArray(@Nullable NpyArray array, DataType type, int[] shape, long... elements) {
        NpyArray there = Objects.requireNonNull(array);
        assertThat(there.type()).isEqualTo(type);
        assertThat(there.shape()).containsExactly(shape);
        assertThat(there.asLongs()).containsExactly(elements);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shift:1", "shift:31", "factor:3/2", "factor:65535/16"})
    void leak_andFiringAtTheThreshold_agreeWithTheReference(String leak) {
        JsonNode report = json("--json", "--leak", leak, "--fires", "at");
        assertThat(report.path("spikes_different").asLong()).isZero();
        assertThat(report.path("membranes_different").asLong()).isZero();
    }

    @Test
    void two_runs_write_the_same_bytes() throws IOException {
        Path out = folder.resolve("out.npz");
        Path wave = folder.resolve("wave.vcd");
        json("--json", "--out", out, "--vcd", wave);
        byte[] firstOut = Files.readAllBytes(out);
        byte[] firstWave = Files.readAllBytes(wave);
        json("--json", "--out", out, "--vcd", wave);
        assertThat(Files.readAllBytes(out)).isEqualTo(firstOut);
        assertThat(Files.readAllBytes(wave)).isEqualTo(firstWave);
    }

    @Test
    void waveform_changes_nothing_else() throws IOException {
        Path plain = folder.resolve("plain.npz");
        Path traced = folder.resolve("traced.npz");
        json("--json", "--out", plain);
        json("--json", "--out", traced, "--vcd", folder.resolve("wave.vcd"));
        assertThat(Files.readAllBytes(traced)).isEqualTo(Files.readAllBytes(plain));
    }

    @Test
    void saturation_where_it_would_overflow_runs_and_agrees() {
        files.write("arch.yaml", MacroFiles.ARCH + "membrane_bits: 8\noverflow: saturate\n");
        files.write("mean.npy", NpyArray.of(new double[]{0, 0, 1000}, 3));
        assertThat(json("--json").path("spikes_different").asLong()).isZero();
    }

    @Test
    void rounding_is_reported_and_is_no_error() {
        // Without fraction bits the threshold 1.25 is 1. In real numbers u = 1 - 0 does not exceed 1.25, nor 1 in
        // hardware.
        files.write("arch.yaml", "rows: 1\ncolumns: 1\ntime_steps: 1\nfraction_bits: 0\n");
        files.write("weights.npy", NpyArray.ofUnsigned(new byte[]{1}, 1, 1));
        files.write("mean.npy", NpyArray.of(new double[]{0}, 1));
        files.write("threshold.npy", NpyArray.of(new double[]{1.25}, 1));
        files.write("spikes.npy", NpyArray.ofUnsigned(new byte[]{1}, 1, 1, 1, 1));
        assertThat(json("--json").path("spikes_different_from_real_numbers").asLong()).isZero();
        // In real numbers u = 1.375 > 1.25 fires; in hardware the bias -0.375 is 0, and u = 1 does not exceed 1.
        files.write("mean.npy", NpyArray.of(new double[]{-0.375}, 1));
        assertThat(json("--json").path("spikes_different_from_real_numbers").asLong()).isEqualTo(1);
    }

    @Test
    void text_is_for_people() {
        Invocation run = files.macro();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("3 x 5, 4 time steps", "64 = 128 ns at 500 MHz",
                "24 spikes and membranes compared, all equal");
    }

    @Test
    void keys_of_networks_are_noted_and_change_nothing() {
        files.write("arch.yaml", MacroFiles.ARCH + "lanes: 7\npipelining: layer\n");
        Invocation run = files.macro("--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.contains("has no effect here"));
        assertThat(run.err()).contains("arch.yaml: lanes", "arch.yaml: pipelining");
    }

    @Test
    void help_and_version_are_on_standard_output() {
        for (String option : new String[]{"--help", "--version"}) {
            Invocation run = Invocation.of(option);
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("xnorsim");
            assertThat(run.out().contains("130 ended by Ctrl-C")).isEqualTo(option.equals("--help"));
            assertThat(run.err()).isEmpty();
        }
    }
}
