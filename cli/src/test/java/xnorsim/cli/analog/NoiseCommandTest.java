package xnorsim.cli.analog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.analog.Interval;
import xnorsim.explore.noise.ChipRecords;
import xnorsim.explore.noise.ChipResult;
import xnorsim.explore.noise.ChipSetting;
import xnorsim.explore.noise.ChipStatistics;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.base.CheckedLines;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.cli.Invocation;
import xnorsim.cli.OtherProcess;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

class NoiseCommandTest {
    private static final String NOISY = "readout: {kind: charge, cell_sigma: 0.2, offset_sigma_mv: 20, supply_v: 1,"
            + " seed: 3}";

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
        assertThat(report.path("loss_mean").asDouble())
                .isCloseTo(report.path("accuracy_ideal").asDouble() - sum / 5, within(1e-12));
        for (String interval : List.of("interval_95", "interval_95_images")) {
            assertThat(report.path(interval).get(0).asDouble()).isLessThanOrEqualTo(sum / 5);
            assertThat(report.path(interval).get(1).asDouble()).isGreaterThanOrEqualTo(sum / 5);
        }
        double ideal = report.path("accuracy_ideal").asDouble();
        for (int end : List.of(0, 1)) {
            assertThat(report.path("loss_interval_95").get(end).asDouble())
                    .isCloseTo(ideal - report.path("interval_95").get(1 - end).asDouble(), within(1e-12));
        }
        assertThat(report.path("loss_interval_95_images")).hasSize(2);
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
    void file_thatAnotherRunIsWriting_isRefusedAndLeftAsItIs() throws IOException {
        Path out = folder.resolve("chips.csv");
        assertThat(noise("--chips", 1, "--out", out).exitCode()).isZero();
        byte[] before = Files.readAllBytes(out);
        try (ChipRecords records = ChipRecords.open(out, setting(), RunFiles.IMAGES)) {
            assertThat(records.results()).hasSize(1);
            noise("--chips", 2, "--out", out).assertRefused("--out is", "chips.csv", "which another run is writing");
            assertThat(Files.readAllBytes(out)).isEqualTo(before);
        }
        assertThat(noise("--chips", 2, "--out", out).exitCode()).isZero();
    }

    @Test
    void lock_whileTheFileIsReadAndWritten_keepsOtherProcessesOut() throws IOException, InterruptedException {
        Path out = folder.resolve("chips.csv");
        assertThat(noise("--chips", 1, "--out", out).exitCode()).isZero();
        // A cut line, so that opening reads, cuts off and writes.
        Files.writeString(out, Files.readString(out) + "1,3,");
        try (ChipRecords records = ChipRecords.open(out, setting(), RunFiles.IMAGES)) {
            assertThat(OtherProcess.canLock(folder, out)).isFalse();
            records.add(RunFiles.IMAGES, new ChipResult(1, 0, 0));
            assertThat(OtherProcess.canLock(folder, out)).isFalse();
        }
        assertThat(OtherProcess.canLock(folder, out)).isTrue();
    }

    /** That of {@link #noise} with its defaults. */
    private ChipSetting setting() {
        Network network = NetworkFile.read(files.model()).network();
        NetworkMapping layout = new NetworkMapping(new Mapping(network,
                ArchitectureFile.parse(NOISY).architecture().withTimeSteps(network.timeSteps())), false);
        return ChipSetting.of(files.model(), new ChipSetting.Layout(layout.mapping(), layout.certified()),
                (AnalogReadout) layout.mapping().architecture().readout(),
                LabelledImages.read(folder, Split.TEST), RunFiles.IMAGES, 1);
    }

    @Test
    void out_thatIsNoRegularFile_isRefused() throws IOException {
        noise("--out", Files.createDirectory(folder.resolve("sub"))).assertRefused("--out is",
                "which is a folder, expected a file name");
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            noise("--out", device).assertRefused("--out is /dev/null, which is not a regular file");
        }
        noise("--out", folder.resolve("none/chips.csv")).assertRefused("chips.csv", "no such file or folder");
    }

    @Test
    void file_ofAnotherSetting_isRefused() throws IOException {
        Path out = folder.resolve("chips.csv");
        noise("--chips", 1, "--out", out);
        noise("--chips", 1, "--seed", 2, "--out", out).assertRefused("chips.csv", "another setting",
                "seed 1 instead of 2,");
        Files.writeString(arch, NOISY.replace("0.2", "0.3"));
        noise("--chips", 1, "--out", out).assertRefused("chips.csv", "another setting: another architecture, expected");
        Files.writeString(out,
                "# xnorsim noise images 3, seed 1, setting 0123456789abcdef\nchip,images,correct\n0,3,2\n");
        noise("--chips", 1, "--out", out).assertRefused("chips.csv", "another version");
        Files.writeString(out, "a,b\n");
        noise("--chips", 1, "--out", out).assertRefused("chips.csv", "not a chip file");
    }

    @Test
    void file_ofAnArchitectureThatIsOnlyWrittenOtherwise_goesOn() throws IOException {
        Path out = folder.resolve("chips.csv");
        assertThat(noise("--chips", 1, "--out", out).exitCode()).isZero();
        List<String> first = Files.readAllLines(out);
        // A comment, another order, a default and a number that are spelled out, and the chip that only run looks at.
        Files.writeString(arch, """
                # spread of the cells
                replicas: 1
                readout: {seed: 3, chip: 5, supply_v: 1.0, offset_sigma_mv: 2e1, cell_sigma: 0.20, kind: charge}
                """);
        Invocation run = noise("--chips", 2, "--out", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(4).startsWith(first.toArray(String[]::new));
    }

    @Test
    void file_withImpossibleCounts_isRefused() throws IOException {
        Path out = folder.resolve("chips.csv");
        noise("--chips", 1, "--out", out);
        List<String> lines = Files.readAllLines(out);
        for (String counts : List.of("4,0,0", "2,2,0", "1,0,2", "1,0")) {
            String text = lines.get(0) + "\n" + lines.get(1) + "\n" + sealed(lines, "0,3," + counts);
            Files.writeString(out, text);
            noise("--chips", 1, "--out", out).assertRefused("chips.csv", "line 3", counts);
            assertThat(out).hasContent(text);
        }
    }

    /** A line with the check that belongs to it. */
    private static String sealed(List<String> lines, String record) {
        return new CheckedLines.Seal(CheckedLines.Form.CSV, lines.get(0) + "\n" + lines.get(1) + "\n").line(record);
    }

    @Test
    void file_whoseLineWasChanged_isRefusedAndLeftAsItIs() throws IOException {
        Path out = folder.resolve("chips.csv");
        noise("--chips", 3, "--out", out);
        List<String> lines = Files.readAllLines(out);
        String second = lines.get(3);
        for (String changed : List.of(second.replaceFirst("^1,", "2,"), second.substring(0, second.length() - 1) + "g",
                second.substring(0, second.lastIndexOf(',')), "", second + ",0", second + "\r", lines.get(2))) {
            String text = String.join("\n", lines.get(0), lines.get(1), lines.get(2), changed, lines.get(4)) + "\n";
            Files.writeString(out, text);
            noise("--chips", 4, "--out", out).assertRefused("chips.csv: line 4");
            assertThat(Files.readString(out)).isEqualTo(text);
        }
    }

    @Test
    void file_withoutALineEnd_isNeverOverwritten() throws IOException {
        Path out = folder.resolve("chips.csv");
        noise("--chips", 1, "--out", out);
        for (String text : List.of("my only copy", "1", Files.readString(out) + "a remark of mine",
                Files.readString(out) + "2,3,")) {
            Files.writeString(out, text);
            noise("--chips", 2, "--out", out).assertRefused("chips.csv");
            assertThat(Files.readString(out)).isEqualTo(text);
        }
    }

    @Test
    void file_withCountsThatContradictTheIdealReadout_isRefusedAndLeftAsItIs() throws IOException {
        Path out = folder.resolve("chips.csv");
        JsonNode report = JsonMapper.shared().readTree(noise("--chips", 2, "--json", "--out", out).out());
        long right = Math.round(report.path("accuracy_ideal").asDouble() * RunFiles.IMAGES);
        List<String> lines = Files.readAllLines(out);
        // Possible of three images, but not beside that ideal readout: one image fewer or more, by hand.
        String changed = "1,3," + (right == 0 ? 1 : right - 1) + ",0,0";
        String text = String.join("\n", lines.get(0), lines.get(1), lines.get(2), sealed(lines, changed));
        Files.writeString(out, text);
        noise("--chips", 3, "--out", out).assertRefused("chips.csv: line 4 is \"" + changed + "\"",
                "right + lost - gained is", "expected " + right + ", the images that the ideal readout gets right");
        assertThat(Files.readString(out)).isEqualTo(text);
    }

    @Test
    void setting_ofReplicasByLayer_isTheSameInEveryProcess() {
        Path model = files.model();
        Network network = NetworkFile.read(model).network();
        StringBuilder texts = new StringBuilder();
        for (String replicas : List.of("conv2: 2, conv3: 3", "conv3: 3, conv2: 2")) {
            NetworkMapping layout = new NetworkMapping(new Mapping(network, ArchitectureFile
                    .parse("{replicas: {" + replicas + "}, time_steps: 4, " + NOISY + "}").architecture()), false);
            AnalogReadout readout = (AnalogReadout) layout.mapping().architecture().readout();
            texts.append(ChipSetting.canonical(new ChipSetting.Layout(layout.mapping(), layout.certified()), readout))
                    .append('\n');
        }
        List<String> lines = texts.toString().lines().toList();
        assertThat(lines).hasSize(2).allMatch(lines.getFirst()::equals);
        // No text that depends on the process: neither an object's number nor a map's order.
        assertThat(lines.getFirst()).contains("replicas={conv2=2, conv3=3}", "cellSigma=0.2")
                .doesNotContain("@");
    }

    @Test
    void threePerfectChips_areCertainOverChipsAndNotOverImages() {
        ChipResult perfect = new ChipResult(10, 0, 0);
        ChipStatistics s = ChipStatistics.of(List.of(perfect, perfect, perfect), 10);
        assertThat(s.halfWidth()).hasValue(0);
        // Clopper and Pearson of 10 in 10: the least p with p^10 = 2.5 %; each of the loss's two with 1.25 %.
        assertThat(s.accuracyOverImages().low()).isCloseTo(Math.pow(0.025, 0.1), within(1e-9));
        assertThat(s.accuracyOverImages().high()).isEqualTo(1);
        assertThat(s.loss()).isZero();
        assertThat(s.lossOverImages().low()).isCloseTo(Math.pow(0.0125, 0.1) - 1, within(1e-9));
        assertThat(s.lossOverImages().high()).isCloseTo(1 - Math.pow(0.0125, 0.1), within(1e-9));
    }

    @Test
    void loss_isLostLessGained_andItsIntervalThatOfTheDifference() {
        // The ideal readout has 6 of 8: one chip loses three and gains one, the other loses one.
        ChipStatistics s = ChipStatistics.of(List.of(new ChipResult(4, 3, 1), new ChipResult(5, 1, 0)), 8);
        assertThat(s.mean()).isCloseTo(4.5 / 8, within(1e-12));
        assertThat(s.loss()).isCloseTo(0.75 - 4.5 / 8, within(1e-12));
        assertThat(s.lossOverImages().covers(s.loss())).isTrue();
        Interval lost = Interval.of(2, 8, 0.975);
        Interval gained = Interval.ofSum(0.5, 8, 0.975);
        assertThat(s.lossOverImages().low()).isCloseTo(lost.low() - gained.high(), within(1e-12));
        assertThat(s.lossOverImages().high()).isCloseTo(lost.high() - gained.low(), within(1e-12));
    }

    @Test
    void intervalsOverChips_ofFewChipsThatDifferMuch_endWhereAnAccuracyAndItsLossEnd() {
        // Student's t with one degree of freedom would reach from -587 % to 707 % of an accuracy.
        ChipStatistics s = ChipStatistics.of(List.of(new ChipResult(1, 4, 0), new ChipResult(5, 0, 0)), 5);
        assertThat(s.halfWidth().orElseThrow()).isGreaterThan(5);
        assertThat(s.accuracyOverChips()).contains(new Interval(0, 1));
        assertThat(s.lossOverChips().orElseThrow().low()).isCloseTo(0, within(1e-12));
        assertThat(s.lossOverChips().orElseThrow().high()).isCloseTo(1, within(1e-12));
        // The ideal readout has 2 of 4: a loss lies between -50 and 50 points.
        ChipStatistics half = ChipStatistics.of(List.of(new ChipResult(0, 2, 0), new ChipResult(4, 0, 2)), 4);
        assertThat(half.lossOverChips()).contains(new Interval(-0.5, 0.5));
        assertThat(ChipStatistics.of(List.of(new ChipResult(1, 0, 0)), 2).accuracyOverChips()).isEmpty();
    }

    @Test
    void text_saysWhatEachIntervalCovers() {
        assertThat(noise("--chips", 3).out()).contains("other chips, these images (Student's t)",
                "these chips, other images (Clopper and Pearson", "\nloss ", "\nideal readout ");
        assertThat(noise("--chips", 1).out()).contains("no interval from one chip", "these chips, other images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise", "attribute", "cost", "run"})
    void numbersOutOfRange_areRefusedByTheNamesOfTheirOptions(String command) {
        for (int images : List.of(0, -1, 4)) {
            Invocation.of(command, files.model(), "--arch", arch, "--images", images)
                    .assertRefused("--images is " + images + ", expected 1..3, the number of images in " + folder);
        }
        Invocation.of(command, files.model(), "--arch", arch, "--images", 1, "--threads", 0)
                .assertRefused("--threads is 0, expected at least 1");
    }

    @Test
    void seedAndChip_beyondTheirRange_areRefusedWithTheRange() throws IOException {
        Files.writeString(arch, "readout: {kind: charge, chip: 99999999999}");
        noise().assertRefused("arch.yaml: architecture: readout: chip is 99999999999",
                "expected a whole number of 0..2147483647");
        Files.writeString(arch, "readout: {kind: charge, seed: 99999999999999999999}");
        noise().assertRefused("arch.yaml: architecture: readout: seed is 99999999999999999999",
                "expected a whole number of at most 18 digits");
        Files.writeString(arch, "readout: {kind: charge, seed: 9999999999}");
        assertThat(noise().exitCode()).isZero();
    }

    @Test
    void keysBesideAnIdealReadout_areNotedOnStandardErrorOnly() throws IOException {
        Files.writeString(arch, "readout: {seed: 5, kind: ideal, cell_sigma: 1}");
        for (String command : List.of("run", "margin", "map")) {
            Invocation run = Invocation.of(command, files.model(), "--arch", arch);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).contains("arch.yaml: readout.cell_sigma has no effect here: the readout is ideal",
                    "readout.seed has no effect").doesNotContain("readout.kind");
            assertThat(run.out()).doesNotContain("no effect");
        }
        Files.writeString(arch, "readout: {kind: charge, cell_sigma: 1}");
        assertThat(Invocation.of("run", files.model(), "--arch", arch).err()).doesNotContain("no effect");
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
    void run_onANoisyChipWithAndWithoutSave_countsTheSameSpikesAgainstRealNumbers() {
        // The bundled network's parameters are on the grid of the fixed point, those of the tiny one are rounded.
        for (Path model : List.of(Path.of("..", "models", "fashion-mnist"), files.model())) {
            JsonNode run = JsonMapper.shared().readTree(
                    Invocation.of("run", model, "--images", 1, "--arch", arch, "--json").out());
            JsonNode saved = JsonMapper.shared().readTree(Invocation.of("run", model, "--images", 1, "--arch", arch,
                    "--json", "--save", folder.resolve("saved")).out());
            for (String count : List.of("spikes_compared", "spikes_different", "spikes_different_from_real_numbers")) {
                assertThat(saved.path(count).asLong()).as(model + ": " + count).isPositive()
                        .isEqualTo(run.path(count).asLong());
            }
        }
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
