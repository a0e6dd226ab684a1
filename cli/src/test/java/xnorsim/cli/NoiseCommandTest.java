package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NoiseCommandTest {
    private static final String NOISY = "readout: {kind: charge, cell_sigma: 0.2, offset_sigma_mv: 20, supply_v: 1, seed: 3}";

    @TempDir
    Path folder;

    private RunFiles files;
    private Path arch;

    @BeforeEach
    void makeFiles() throws IOException {
        files = new RunFiles(folder);
        arch = Files.writeString(folder.resolve("arch.yaml"), NOISY);
    }

    private Invocation noise(Object... more) {
        Object[] all = new Object[more.length + 6];
        System.arraycopy(new Object[]{"noise", files.model(), "--arch", arch, "--images", RunFiles.IMAGES}, 0, all, 0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Invocation.of(all);
    }

    @Test
    void statistics_ofChips_areThoseOfTheirAccuracies() {
        Invocation run = noise("--chips", 5, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(run.out());
        double sum = 0;
        double least = 1;
        for (JsonNode chip : report.path("accuracy_by_chip")) {
            sum += chip.asDouble();
            least = Math.min(least, chip.asDouble());
        }
        assertThat(report.path("accuracy_by_chip")).hasSize(5);
        assertThat(report.path("accuracy_mean").asDouble()).isCloseTo(sum / 5, within(1e-12));
        assertThat(report.path("accuracy_worst").asDouble()).isEqualTo(least);
        assertThat(report.path("accuracy_by_chip").get(report.path("worst_chip").asInt()).asDouble()).isEqualTo(least);
    }

    @Test
    void file_ofAKilledRun_isCompletedToTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole.csv");
        Path cut = folder.resolve("cut.csv");
        String expected = noise("--chips", 4, "--threads", 1, "--out", whole).out();
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : List.of(0, 10, bytes.length - 1, bytes.length - 7, bytes.length)) {
            Files.write(cut, java.util.Arrays.copyOf(bytes, length));
            assertThat(noise("--chips", 4, "--threads", 2, "--out", cut).out()).isEqualTo(expected);
            assertThat(Files.readAllBytes(cut)).isEqualTo(bytes);
        }
    }

    @Test
    void file_ofAnotherSetting_isRefused() throws IOException {
        Path out = folder.resolve("chips.csv");
        noise("--chips", 1, "--out", out);
        noise("--chips", 1, "--seed", 2, "--out", out).assertRefused("chips.csv", "another setting");
        Files.writeString(arch, NOISY.replace("0.2", "0.3"));
        noise("--chips", 1, "--out", out).assertRefused("chips.csv", "another setting");
    }

    @Test
    void idealReadout_isRefused() throws IOException {
        Files.writeString(arch, "rows: 64");
        noise().assertRefused("arch.yaml", "the readout is ideal");
    }

    @Test
    void student_isTheTabledValue() {
        assertThat(ChipStatistics.student(1)).isCloseTo(12.706, within(1e-3));
        assertThat(ChipStatistics.student(5)).isCloseTo(2.571, within(1e-3));
        assertThat(ChipStatistics.student(9)).isCloseTo(2.262, within(1e-3));
        assertThat(ChipStatistics.student(30)).isCloseTo(2.042, within(1e-3));
    }

    @Test
    void run_onANoisyChip_isNoFailure() {
        Invocation run = Invocation.of("run", files.model(), "--arch", arch);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("differ");
    }

    @Test
    void waveform_ofAnAnalogRow_hasItsVoltage() throws IOException {
        Path vcd = folder.resolve("w.vcd");
        Invocation run = Invocation.of("run", files.model(), "--arch", arch, "--vcd", vcd, "--vcd-rows", "1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(vcd)).containsPattern("\\$var real 64 \\S+ v_buffer \\$end")
                .containsPattern("\\$var wire 32 \\S+ v_buffer_uv \\[31:0\\] \\$end").containsPattern("\nr0\\.\\d+ ");
    }
}
