package xnorsim.cli.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.Invocation;
import xnorsim.network.npy.NpyArray;

/** Bad input: one clear sentence, exit code 2, nothing written. */
class MacroRefusalTest {
    @TempDir
    Path folder;

    private MacroFiles files;

    @BeforeEach
    void makeFiles() {
        files = new MacroFiles(folder);
    }

    /** Runs with both outputs asked for, one of them there before: the run must leave no trace. */
    private void assertRefused(String... words) throws IOException {
        Path results = folder.resolve("results");
        Files.createDirectories(results);
        Path out = Files.writeString(results.resolve("out.npz"), "as it was");
        files.macro("--out", out, "--vcd", results.resolve("wave.vcd")).assertRefused(words);
        assertThat(out).hasContent("as it was");
        try (Stream<Path> left = Files.list(results)) {
            assertThat(left).containsExactly(out);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arch.yaml", "weights.npy", "mean.npy", "threshold.npy", "spikes.npy"})
    void file_missing(String name) throws IOException {
        Files.delete(files.path(name));
        assertRefused(name, "no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.npy", "mean.npy", "threshold.npy", "spikes.npy"})
    void npy_truncated(String name) throws IOException {
        files.truncate(name, 130);
        assertRefused(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.npy", "mean.npy", "threshold.npy", "spikes.npy"})
    void npy_is_text(String name) throws IOException {
        files.write(name, "1 0 1");
        assertRefused(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean.npy", "threshold.npy"})
    void dtype_wrong(String name) throws IOException {
        files.write(name, NpyArray.of(new long[]{1, 0, 1}, 3));
        assertRefused(name, "dtype is int64", "expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --leak  | shift:0        | shift is 0, expected 1..31
            --leak  | shift:32       | shift is 32, expected 1..31
            --leak  | factor:4/2     | factor is 4, expected 1..3
            --leak  | factor:1/17    | bits is 17, expected 1..16
            --leak  | 0.9            | --leak is 0.9, expected shift:K or factor:CODE/BITS
            --fires | often          | --fires is often, expected above or at
            """)
    void leakOrFiring_wrong(String option, String value, String message) {
        files.macro(option, value).assertRefused(option, message);
    }

    @Test
    void fraction_bits_auto_isOfANetwork() {
        files.write("arch.yaml", MacroFiles.ARCH + "fraction_bits: auto\n");
        files.macro().assertRefused("arch.yaml", "fraction_bits is auto", "run");
    }

    @Test
    void weights_of_another_shape() throws IOException {
        files.write("weights.npy", NpyArray.ofUnsigned(new byte[12], 3, 4));
        assertRefused("weights.npy", "(3, 4)", "(3, 5)");
    }

    @Test
    void mean_of_another_shape() throws IOException {
        files.write("mean.npy", NpyArray.of(new double[4], 4));
        assertRefused("mean.npy", "(4,)", "(3,)");
    }

    @Test
    void threshold_of_another_rank() throws IOException {
        files.write("threshold.npy", NpyArray.of(new double[]{1, 1, 1}, 3, 1));
        assertRefused("threshold.npy", "(3, 1)", "(3,)");
    }

    @Test
    void spikes_with_a_slot_too_many() throws IOException {
        files.write("spikes.npy", NpyArray.ofUnsigned(new byte[40], 1, 4, 2, 5));
        assertRefused("spikes.npy", "(1, 4, 2, 5)", "(V, 4, 1, 5)", "residual");
    }

    @Test
    void spikes_without_a_sample() throws IOException {
        files.write("spikes.npy", NpyArray.ofUnsigned(new byte[0], 0, 4, 1, 5));
        assertRefused("spikes.npy", "(0, 4, 1, 5)");
    }

    @Test
    void weights_other_than_0_and_1() throws IOException {
        byte[] weights = new byte[15];
        weights[7] = 2;
        files.write("weights.npy", NpyArray.ofUnsigned(weights, 3, 5));
        assertRefused("weights.npy", "[1, 2]", "is 2", "0 or 1");
    }

    @Test
    void spikes_other_than_0_and_1() throws IOException {
        byte[] spikes = new byte[20];
        spikes[19] = (byte) 255;
        files.write("spikes.npy", NpyArray.ofUnsigned(spikes, 1, 4, 1, 5));
        assertRefused("spikes.npy", "[0, 3, 0, 4]", "is 255", "0 or 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -0.0, -1})
    void threshold_not_positive_and_finite(double value) throws IOException {
        files.write("threshold.npy", NpyArray.of(new double[]{1, value, 1}, 3));
        assertRefused("threshold.npy", "[1]", "is " + value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void mean_not_finite(double value) throws IOException {
        files.write("mean.npy", NpyArray.of(new double[]{1, 1, value}, 3));
        assertRefused("mean.npy", "[2]", "is " + value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colums: 5                 | colums     | did you mean columns?
            voltage: 1                | voltage    | rows
            rows: 3                   | line 4: rows | is given twice, expected once
            bus_width: 0              | bus_width  | 0
            bus_width: 1.5            | bus_width  | whole number
            bus_width: \"2\"          | bus_width  | whole number
            residual: 1               | residual   | true or false
            residual: yes             | residual   | true or false
            overflow: wrap            | overflow   | error or saturate
            clock_period_ps: 2001     | clock_period_ps | even
            fraction_bits: 33         | fraction_bits   | 0..32
            membrane_bits: 7          | membrane_bits   | 8..64
            eval_cycles: 0            | eval_cycles     | 0
            sense_cycles: -1          | sense_cycles    | -1
            """)
    void architecture_with_a_bad_line(String line, String first, String second) throws IOException {
        files.write("arch.yaml", MacroFiles.ARCH.replaceAll("(?m)^bus_width.*\\n", "") + line + "\n");
        assertRefused("arch.yaml", first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows: 0\ncolumns: 5\n", "rows: 16385\ncolumns: 5\n", "rows: 99999999999999999999\n"})
    void rows_out_of_range(String yaml) throws IOException {
        files.write("arch.yaml", yaml);
        assertRefused("arch.yaml", "rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows: [", "- rows", "rows 3", "rows: 3\n  columns: 5\n"})
    void architecture_is_no_yaml_of_keys(String yaml) throws IOException {
        files.write("arch.yaml", yaml);
        assertRefused("arch.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'rows: 3\n---\nrows: 4\n'       | a second document
            'rows: 3\n---\n'                 | a second document
            'rows: &n 3\ncolumns: *n\n'      | anchors
            """)
    void architecture_with_yaml_beyond_plain_values(String yaml, String word) throws IOException {
        files.write("arch.yaml", yaml);
        assertRefused("arch.yaml", word);
    }

    @Test
    void architecture_of_other_bytes() throws IOException {
        Files.write(files.path("arch.yaml"), new byte[]{'r', (byte) 0xFF, (byte) 0xFE, 0});
        assertRefused("arch.yaml", "not UTF-8 text");
        Files.write(files.path("arch.yaml"), new byte[]{'r', 'o', 'w', 's', 0});
        assertRefused("arch.yaml", "not UTF-8 text");
    }

    @Test
    void mean_too_large() throws IOException {
        files.write("mean.npy", NpyArray.of(new double[]{0, 1e300, 0}, 3));
        assertRefused("mean.npy: entry 1 is 1.0E300");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7, 9})
    void npy_ends_in_its_head(int bytes) throws IOException {
        files.truncate("spikes.npy", bytes);
        assertRefused("spikes.npy", "truncated");
    }

    @Test
    void membrane_overflows() throws IOException {
        files.write("arch.yaml", MacroFiles.ARCH + "membrane_bits: 8\nfraction_bits: 0\n");
        files.write("mean.npy", NpyArray.of(new double[]{0, 0, 1000}, 3));
        assertRefused("row 2", "time step 0", "membrane_bits", "overflow: saturate");
    }

    @Test
    void output_in_a_folder_that_is_not_there() {
        files.macro("--out", folder.resolve("none/out.npz")).assertRefused("out.npz", "cannot be written");
        files.macro("--vcd", folder.resolve("none/wave.vcd")).assertRefused("wave.vcd", "cannot be written");
    }

    @Test
    void output_is_a_folder() {
        files.macro("--out", folder).assertRefused(folder.toString(), "folder");
    }

    /** What a waveform will be is known before the run: results of the one before are not replaced first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --vcd-window 9999999:                                | the end of the run
            --vcd-limit 1kB                                      | will take about
            --vcd-limit 1kB --vcd-window 3:                      | will take about
            --vcd-limit 1kB --trace-when "spike row0"            | will take about
            --vcd-limit 1kB --trace-when difference              | will take about
            """)
    void waveform_that_cannot_be(String options, String words) throws IOException {
        Path out = Files.writeString(folder.resolve("out.npz"), "as it was");
        List<Object> all = new ArrayList<>(List.of("--out", out, "--vcd", folder.resolve("wave.vcd")));
        for (String option : options.split(" (?=--)", -1)) {
            all.addAll(List.of(option.replace("\"", "").split(" ", 2)));
        }
        files.macro(all.toArray()).assertRefused(words);
        assertThat(out).hasContent("as it was");
        assertThat(folder.resolve("wave.vcd")).doesNotExist();
    }

    @Test
    void option_misspelt() {
        files.macro("--jsn").assertRefused("--jsn", "--json");
    }

    @Test
    void option_missing() {
        Invocation.of("macro", "--arch", files.path("arch.yaml")).assertRefused("--weights");
    }

    @Test
    void command_missing_or_misspelt() {
        Invocation.of().assertRefused("command");
        Invocation.of("macrp").assertRefused("macrp", "macro");
    }
}
