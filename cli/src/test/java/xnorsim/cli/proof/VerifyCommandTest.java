package xnorsim.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;
import xnorsim.proof.verify.Fault;

class VerifyCommandTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void makeFiles() {
        model = new RunFiles(folder).model();
    }

    private Invocation verify(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("verify", model));
        arguments.addAll(List.of(options));
        return Invocation.of(arguments.toArray());
    }

    @Test
    void everything_isEqual() {
        Invocation run = verify("--random", 5);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("5 random", RunFiles.IMAGES + " images", "all equal");
        assertThat(run.err()).contains("comparing: 100 %");
    }

    @Test
    void report_hasTheSameBytesForAnyNumberOfThreads() throws IOException {
        Path one = folder.resolve("one.json");
        Path three = folder.resolve("three.json");
        assertThat(verify("--random", 4, "--threads", 1, "--out", one).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(verify("--random", 4, "--threads", 3, "--out", three).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(three)).isEqualTo(Files.readString(one));
        JsonNode report = JsonMapper.shared().readTree(Files.readString(one));
        assertThat(report.path("equal").booleanValue()).isTrue();
        assertThat(report.path("subarrays").path("compared").intValue()).isEqualTo(4);
        assertThat(report.path("images").path("compared").intValue()).isEqualTo(RunFiles.IMAGES);
        assertThat(report.path("first_difference").isNull()).isTrue();
        assertThat(report.path("subarrays").path("trace_sha256").stringValue()).hasSize(64);
        String other = verify("--random", 4, "--seed", 2, "--json").out();
        assertThat(JsonMapper.shared().readTree(other).path("subarrays").path("trace_sha256"))
                .isNotEqualTo(report.path("subarrays").path("trace_sha256"));
    }

    /** The command that is named with a difference is typed as it stands, and shows what was reported. */
    @ParameterizedTest
    @CsvSource({"hard-reset, 6, 0", "off-by-one-cycle, 6, 0", "off-by-one-cycle, 0, 3", "stuck-cell, 0, 3",
            "late-spikes, 0, 3", "xor, 6, 0"})
    void fault_isCaught_andItsWaveformWritten(String fault, int random, int images) throws IOException {
        Invocation run = verify("--inject", fault, "--random", random, "--images", images, "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DIFFERENCE);
        JsonNode first = JsonMapper.shared().readTree(run.out()).path("first_difference");
        String command = first.path("command").stringValue();
        assertThat(command).startsWith("./xnorsim verify " + model).endsWith(" --vcd divergence.vcd");
        Path vcd = folder.resolve("divergence.vcd");
        List<Object> words = new ArrayList<>(
                List.of(command.substring("./xnorsim ".length()).replace("divergence.vcd", vcd.toString()).split(" ")));
        words.add("--json");
        Invocation again = Invocation.of(words.toArray());
        assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(JsonMapper.shared().readTree(again.out()).path("first_difference")).isEqualTo(first);
        assertThat(Files.readString(vcd)).contains("$scope module macro $end", "membrane",
                first.path("quantity").stringValue() + " is " + first.path("got").stringValue());
    }

    @Test
    void faults_areListed() {
        Invocation list = Invocation.of("verify", "--inject", "list");
        assertThat(list.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(list.out().lines()).hasSize(Fault.values().length);
        assertThat(list.out()).contains("single-m1 ", "dropped-tau2 ");
    }

    @Test
    void equalHardware_leavesNoWaveform() {
        Path vcd = folder.resolve("none.vcd");
        Invocation run = verify("--random", 1, "--images", 0, "--vcd", vcd);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(vcd).doesNotExist();
        assertThat(run.err()).contains("no difference, so no waveform");
    }

    @Test
    void options_outOfRange() {
        verify("--inject", "hard-rest").assertRefused("hard-rest", "did you mean", "hard-reset");
        verify("--images", 4).assertRefused("--images is 4", "at most 3");
        verify("--image", 3).assertRefused("--image is 3", "at most 2");
        verify("--random", -1).assertRefused("--random is -1");
        verify("--threads", 0).assertRefused("--threads is 0");
        verify("--threads", Integer.MAX_VALUE).assertRefused("--threads is 2147483647, expected at most 4096");
        verify("--random", Integer.MAX_VALUE).assertRefused("--random is 2147483647, expected at most 100000");
        verify("--random", 0, "--images", 0).assertRefused("--random is 0", "something to compare");
        verify("--out", model).assertRefused("also an input");
        verify("--out", folder.resolve("none/x.json")).assertRefused("cannot be written");
        Invocation.of("verify", folder.resolve("none.npz")).assertRefused("none.npz", "no such file");
    }
}
