package xnorsim.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.explore.report.ResultFiles;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.PointPlanTest;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyFile;
import xnorsim.explore.study.StudyInputs;
import xnorsim.network.Network;

/** With the bundled network, as a user's studies have it. */
class StudyRunnerTest {
    private static final Path BUNDLE = Path.of("..", "models", "fashion-mnist");
    private static final StudyFile.Defaults BUNDLED = new StudyFile.Defaults() {
        @Override
        public Path model() {
            return BUNDLE.resolve("model.npz");
        }

        @Override
        public Path data(Path model) {
            return BUNDLE;
        }
    };
    private static final String SMALL = """
            images: 2
            axes:
              - {linked: [rows, columns], values: [[64, 64], [128, 128]]}
              - {key: bus_width, log_range: {from: 16, to: 32, count: 2}}
            objectives: [accuracy, cycles, arrays]
            """;

    @TempDir
    Path folder;

    private static Study study(String yaml) {
        return StudyFile.parse(yaml, "test", Path.of(""), BUNDLED);
    }

    private byte[] run(String yaml, String name, int threads) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Study study = study(yaml);
        List<PointResult> results = StudyRunner.run(study, StudyInputs.read(study), own.resolve("journal"), threads,
                done -> {});
        new ResultFiles(study, results, "explore").write(own, remark -> {});
        return all(own);
    }

    private static byte[] all(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("journal", "points.csv", "points.jsonl", "report.html", "front.svg")) {
            text.append(Files.readString(folder.resolve(name)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void run_anyNumberOfThreads_sameBytes() throws IOException {
        assertThat(run(SMALL, "one", 1)).isEqualTo(run(SMALL, "three", 3));
    }

    @Test
    void run_geneticSearch_sameBytesForAnyNumberOfThreads() throws IOException {
        String yaml = """
                images: 1
                axes:
                  - {linked: [rows, columns], values: [[32, 32], [64, 64], [128, 128], [256, 256]]}
                  - {key: bus_width, log_range: {from: 8, to: 256}}
                strategy: {nsga2: {population: 6, generations: 3, seed: 4}}
                """;
        byte[] one = run(yaml, "genetic1", 1);
        assertThat(one).isEqualTo(run(yaml, "genetic3", 3));
        long points = Files.readString(folder.resolve("genetic1/points.jsonl")).lines().count();
        assertThat(points).isBetween(6L, 18L);
    }

    @Test
    void run_strategyOfAnExtension_sameBytesForAnyNumberOfThreads() throws IOException {
        String yaml = SMALL + "strategy: {diagonal: {points: 2}}\n";
        assertThat(run(yaml, "diagonal1", 1)).isEqualTo(run(yaml, "diagonal2", 2));
        assertThat(Files.readString(folder.resolve("diagonal1/points.jsonl")).lines()).hasSize(2);
        assertThat(Files.readString(folder.resolve("diagonal1/report.html"))).contains("2 points by diagonal");
    }

    @Test
    void run_cutOffAnywhere_goesOnToTheSameBytes() throws IOException {
        byte[] whole = run(SMALL, "whole", 1);
        byte[] journal = Files.readAllBytes(folder.resolve("whole/journal"));
        for (int length : new int[]{0, 10, journal.length / 2, journal.length - 1}) {
            Path own = Files.createDirectories(folder.resolve("cut" + length));
            byte[] part = new byte[length];
            System.arraycopy(journal, 0, part, 0, length);
            Files.write(own.resolve("journal"), part);
            assertThat(run(SMALL, "cut" + length, 2)).isEqualTo(whole);
        }
    }

    @Test
    void run_journalComplete_simulatesNothing() throws IOException {
        run(SMALL, "again", 1);
        Study study = study(SMALL);
        try (Journal journal = Journal.open(folder.resolve("again/journal"), study,
                StudyInputs.read(study).digest())) {
            assertThat(journal.size()).isEqualTo(4);
        }
    }

    @Test
    void run_journalOfAnotherStudy_isRefused() throws IOException {
        run(SMALL, "other", 1);
        assertThatThrownBy(() -> run(SMALL.replace("images: 2", "images: 1"), "other", 1))
                .isInstanceOf(InputException.class).hasMessageContaining("belongs to another study");
    }

    @Test
    void run_journalInUse_isRefused() throws IOException {
        Study study = study(SMALL);
        String digest = StudyInputs.read(study).digest();
        try (Journal journal = Journal.open(folder.resolve("used"), study, digest)) {
            assertThat(journal.size()).isZero();
            assertThatThrownBy(() -> Journal.open(folder.resolve("used"), study, digest))
                    .isInstanceOf(InputException.class).hasMessageContaining("another process is running");
        }
    }

    @Test
    void journal_onceItsPointsAreRead_keepsOtherProcessesOut() throws IOException, InterruptedException {
        run(SMALL, "kept", 1);
        Study study = study(SMALL);
        Path file = folder.resolve("kept/journal");
        try (Journal journal = Journal.open(file, study, StudyInputs.read(study).digest())) {
            assertThat(journal.size()).isEqualTo(4);
            assertThat(OtherProcess.canLock(folder, file)).isFalse();
        }
        assertThat(OtherProcess.canLock(folder, file)).isTrue();
    }

    @Test
    void run_damagedLine_isRefused() throws IOException {
        run(SMALL, "damaged", 1);
        Path journal = folder.resolve("damaged/journal");
        Files.writeString(journal, Files.readString(journal).replace("\"status\":\"done\"", "\"status\":"));
        assertThatThrownBy(() -> run(SMALL, "damaged", 1)).isInstanceOf(InputException.class)
                .hasMessageContaining("journal: line 2: was changed");
    }

    @Test
    void evaluate_sharedFirstLayer_isWhatARunOfItsOwnGives() {
        Study study = study("{images: 5, axes: [{key: rows, values: [128, 64]}]}");
        StudyInputs inputs = StudyInputs.read(study);
        PointEvaluator evaluator = new PointEvaluator(study, inputs);
        PointPlan plan = PointPlan.of(study);
        IntStream.range(0, 2).forEach(i -> {
            PointResult result = evaluator.evaluate(plan.point(i));
            Architecture a = ArchitectureFile.parse(study.architecture(plan.point(i))).architecture();
            Mapping mapping = new Mapping(inputs.network(study.workload().model()), a);
            NetworkReport expected = new Session(mapping,
                    SessionInput.of(inputs.images(), mapping.network(), 5, 1)).run();
            assertThat(result.value(Metric.ACCURACY)).isEqualTo(expected.accuracy());
            assertThat(result.value(Metric.CYCLES)).isEqualTo(expected.time().cyclesPerImage());
        });
    }

    @Test
    void evaluate_higherThresholds_fireLess() {
        Study study = study("{images: 2, axes: [{key: model.threshold_factor, values: [1, 2]}]}");
        PointEvaluator evaluator = new PointEvaluator(study, StudyInputs.read(study));
        PointPlan plan = PointPlan.of(study);
        assertThat(evaluator.evaluate(plan.point(1)).value(Metric.SPIKE_RATE))
                .isLessThan(0.8 * evaluator.evaluate(plan.point(0)).value(Metric.SPIKE_RATE));
    }

    @Test
    void evaluate_otherTimeSteps_runTheNetworkForThem() {
        Study study = study("{images: 5, axes: [{key: model.time_steps, values: [1, 3, 8, 11]}]}");
        StudyInputs inputs = StudyInputs.read(study);
        PointEvaluator evaluator = new PointEvaluator(study, inputs);
        Network trained = inputs.network(study.workload().model());
        for (int p = 0; p < 4; p++) {
            PointResult result = evaluator.evaluate(PointPlan.of(study).point(p));
            int steps = List.of(1, 3, 8, 11).get(p);
            Network other = new Network(trained.name(), trained.input(), steps, trained.layers());
            NetworkReport expected = new Session(new Mapping(other, Architecture.defaults().withTimeSteps(steps)),
                    SessionInput.of(inputs.images(), other, 5, 1)).run();
            assertThat(result.value(Metric.ACCURACY)).isEqualTo(expected.accuracy());
            assertThat(result.value(Metric.CYCLES)).isEqualTo(expected.time().cyclesPerImage());
        }
    }

    @Test
    void evaluate_technology_changesEnergyAndNothingElse() {
        Study study = study("{images: 1, axes: [{key: technology, values: [65nm-charge, 28nm-digital]},"
                + " {key: technology.supply_v, values: [0.8, 1]}]}");
        PointEvaluator evaluator = new PointEvaluator(study, StudyInputs.read(study));
        PointPlan plan = PointPlan.of(study);
        List<PointResult> results = IntStream.range(0, 4).mapToObj(i -> evaluator.evaluate(plan.point(i))).toList();
        assertThat(results).extracting(r -> r.value(Metric.CYCLES))
                .containsOnly(results.getFirst().value(Metric.CYCLES));
        assertThat(results).extracting(r -> r.value(Metric.ENERGY)).doesNotHaveDuplicates();
        // All energies of a table scale with a power of the supply of at least 1.
        assertThat(results.get(1).value(Metric.ENERGY)).isGreaterThan(results.get(0).value(Metric.ENERGY));
        PointResult first = results.getFirst();
        assertThat(Objects.requireNonNull(first.parts().get("energy_nj")).values().stream().mapToDouble(v -> v).sum())
                .isCloseTo(first.value(Metric.ENERGY), within(1e-6));
        assertThat(first.value(Metric.EDP))
                .isCloseTo(first.value(Metric.ENERGY) * first.value(Metric.TIME), within(1e-6));
    }

    @Test
    void evaluate_severalSeeds_partsSumToTheTotals() {
        Study study = study("{images: 1, seeds: 3, axes: [{key: rows, values: [64]}]}");
        PointResult result = new PointEvaluator(study, StudyInputs.read(study)).evaluate(PointPlan.of(study).point(0));
        assertThat(Objects.requireNonNull(result.parts().get("energy_nj")).values().stream().mapToDouble(v -> v).sum())
                .isCloseTo(result.value(Metric.ENERGY), within(1e-9));
        assertThat(result.replicates()).extracting(r -> r.metrics().get(Metric.ENERGY)).doesNotHaveDuplicates();
    }

    @Test
    void read_replicasOfALayerThatIsNotThere_isRefused() {
        Study study = study("{images: 1, axes: [{key: replicas.conv9, values: [2]}]}");
        assertThatThrownBy(() -> StudyInputs.read(study)).isInstanceOf(InputException.class)
                .hasMessageContaining("layer replicas.conv9 is unknown, did you mean layer replicas.conv");
    }

    @Test
    void evaluate_chipTooSmall_isImpossibleWithTheReason() {
        Study study = study("{images: 1, axes: [{key: cell_limit, values: [1000, 1000000]}]}");
        PointResult result = new PointEvaluator(study, StudyInputs.read(study))
                .evaluate(PointPlan.of(study).point(0));
        assertThat(result.status()).isEqualTo(PointResult.Status.IMPOSSIBLE);
        assertThat(result.reason()).contains("expected at most 1000, the cell_limit");
    }

    @Test
    void evaluate_hopelessPoint_stopsEarlyAndIsNotAdmitted() {
        // About 4 in 40 are wrong.
        Study study = study("{images: 40, axes: [{key: rows, values: [128]}], constraints: {accuracy: {min: 1}},"
                + " early_stop: {every: 5}}");
        PointResult result = new PointEvaluator(study, StudyInputs.read(study))
                .evaluate(PointPlan.of(study).point(0));
        assertThat(result.status()).isEqualTo(PointResult.Status.STOPPED);
        assertThat(result.images()).isBetween(5, 39);
        assertThat(result.images() % 5).isZero();
        assertThat(study.admits(result)).isFalse();
    }

    @Test
    void evaluate_replicates_areAveraged() {
        Study study = study("{images: 3, seeds: 2, axes: [{key: rows, values: [128]}]}");
        PointResult result = new PointEvaluator(study, StudyInputs.read(study))
                .evaluate(PointPlan.of(study).point(0));
        assertThat(result.replicates()).extracting(PointResult.Replicate::seed).containsExactly(1L, 2L);
        double sum = result.replicates().stream().mapToDouble(r -> r.metrics().get(Metric.SPIKE_RATE)).sum();
        assertThat(result.value(Metric.SPIKE_RATE)).isEqualTo(sum / 2);
        assertThat(result.deviation(Metric.SPIKE_RATE).orElseThrow()).isPositive();
        assertThat(PointResult.parse(result.line())).isEqualTo(result);
    }

    @Test
    void line_everyField_isReadBack() {
        PointResult result = new PointResult(new Point(3, PointPlanTest.values("rows", 64)),
                PointResult.Status.IMPOSSIBLE, "no \"chip\"", 0, Map.of(Metric.CYCLES, 1.5), List.of(),
                Map.of("energy", Map.of("cells", 2.0)));
        assertThat(PointResult.parse(result.line())).isEqualTo(result);
        assertThat(result.line()).doesNotContain("\n");
    }

    /** 12 ns between the slots of docs/timing.md: four beats, an evaluation and a sampling; 128 cells hold at most. */
    @Test
    void margin_isHalfALevelLessTheDroopOfAFullRow() {
        Study study = study("""
                images: 1
                axes:
                  - {key: readout.leak_resistance_gohm, values: [1, 1000000]}
                architecture:
                  readout: {kind: charge, hold_capacitance_ff: 20, temperature_k: 0}
                objectives: [margin_levels, accuracy]
                """);
        List<PointResult> results = StudyRunner.run(study, StudyInputs.read(study), folder.resolve("margin"), 1,
                done -> {});

        double droop = 128 * (1 - Math.exp(-12e-9 / (1e9 * 20e-15)));
        assertThat(results.getFirst().metrics().get(Metric.MARGIN)).isCloseTo(0.5 - droop, within(1e-9));
        assertThat(results.getLast().metrics().get(Metric.MARGIN)).isCloseTo(0.5, within(1e-6));
    }
}
