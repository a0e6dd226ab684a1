package xnorsim.cli.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.npy.NpyArray;

class RtlCommandTest {
    @TempDir
    Path folder;

    private MacroFiles files;

    @BeforeEach
    void makeFiles() {
        files = new MacroFiles(folder);
    }

    private Invocation rtl(Path out) {
        return Invocation.of("rtl", "--arch", files.path("arch.yaml"), "--weights", files.path("weights.npy"), "--mean",
                files.path("mean.npy"), "--threshold", files.path("threshold.npy"), "--spikes",
                files.path("spikes.npy"), "--out", out);
    }

    @Test
    void folder_is_made_and_named() throws IOException {
        Path out = folder.resolve("a/b");
        Invocation run = rtl(out);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(1);
        // 2 samples of 4 steps, 3 rows; a step takes 3 beats, E, BUFFER, S, INTEGRATE and FIRE.
        assertThat(run.out()).startsWith(out + ": macro.sv, ").contains("24 spikes", "64 cycles");
        try (Stream<Path> written = Files.list(out)) {
            assertThat(written).hasSize(7);
        }
        assertThat(Files.readAllLines(out.resolve("beats.mem"))).hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arch.yaml", "weights.npy", "mean.npy", "threshold.npy", "spikes.npy"})
    void file_missing(String name) throws IOException {
        Files.delete(files.path(name));
        rtl(folder.resolve("out")).assertRefused(name, "no such file");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void analog_readout_is_named_as_the_file_names_it() {
        for (String kind : new String[]{"charge", "current"}) {
            files.write("arch.yaml", MacroFiles.ARCH + "readout: {kind: " + kind + "}\n");
            rtl(folder.resolve("out")).assertRefused(
                    files.path("arch.yaml") + ": readout.kind is " + kind + ", expected ideal");
        }
    }

    @Test
    void membrane_overflows() {
        files.write("arch.yaml", MacroFiles.ARCH + "membrane_bits: 8\nfraction_bits: 0\n");
        files.write("mean.npy", NpyArray.of(new double[]{0, 0, 1000}, 3));
        rtl(folder.resolve("out")).assertRefused("row 2", "time step 0", "membrane_bits");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void folder_is_a_file() {
        rtl(files.path("arch.yaml")).assertRefused("arch.yaml", "cannot be written");
        rtl(files.path("arch.yaml").resolve("below")).assertRefused("below", "cannot be written");
    }

    @Test
    void out_missing() {
        Invocation.of("rtl", "--arch", files.path("arch.yaml")).assertRefused("--out");
    }
}
