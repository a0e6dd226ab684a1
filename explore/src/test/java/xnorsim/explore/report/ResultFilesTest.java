package xnorsim.explore.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyFile;
import xnorsim.explore.study.StudyFileTest;

/** Files of made-up results. */
class ResultFilesTest {
    @TempDir
    Path folder;

    private static Study study(String more) {
        return StudyFile.parse("{images: 2, axes: [{key: rows, range: {from: 1, to: 16384}}],"
                + " strategy: {random: {points: 20000}}" + more + "}", "a @DATA@ name", Path.of(""),
                StudyFileTest.DEFAULTS);
    }

    private static PointResult result(Study study, int number, PointResult.Status status) {
        boolean isRun = status != PointResult.Status.IMPOSSIBLE;
        return new PointResult(PointPlan.of(study).point(number), status,
                status == PointResult.Status.DONE ? "" : "too </large>", isRun ? 2 : 0,
                isRun ? Map.of(Metric.ACCURACY, 0.5, Metric.CYCLES, 100.0 + number) : Map.of(), List.of(), Map.of());
    }

    private static List<PointResult> results(Study study, int count) {
        return IntStream.range(0, count).mapToObj(i -> result(study, i, PointResult.Status.DONE)).toList();
    }

    private List<String> write(Study study, List<PointResult> results) {
        List<String> remarks = new ArrayList<>();
        new ResultFiles(study, results, "explore").write(folder, remarks::add);
        return remarks;
    }

    @Test
    void write_pictureThatCannotBeWritten_isARemarkAndAllElseIsThere() throws IOException {
        Study study = study("");
        Files.createDirectory(folder.resolve("front.png"));
        assertThat(write(study, results(study, 3))).singleElement().asString()
                .startsWith("no figure, but all other results are written:"
                        + " ")
                .contains("front.png").doesNotContain("\n");
        assertThat(folder.resolve("points.csv")).content().hasLineCount(4);
        assertThat(folder.resolve("points.jsonl")).content().hasLineCount(3);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("front.svg")).isNotEmptyFile();
    }

    @Test
    void write_valuesThatNoPictureCanShow_areARemark() {
        Study study = study("");
        PointResult endless = new PointResult(PointPlan.of(study).point(0), PointResult.Status.DONE, "", 2,
                Map.of(Metric.ACCURACY, 0.5, Metric.CYCLES, Double.POSITIVE_INFINITY), List.of(), Map.of());
        assertThat(write(study, List.of(endless))).hasSize(2).allMatch(remark -> remark.contains("front."));
        assertThat(folder.resolve("points.csv")).isNotEmptyFile();
    }

    @Test
    void write_picture_needsNoTemporaryFolder() {
        String before = System.setProperty("java.io.tmpdir", folder.resolve("none").toString());
        try {
            Study study = study("");
            assertThat(write(study, results(study, 3))).isEmpty();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        assertThat(folder.resolve("front.png")).isNotEmptyFile();
    }

    @Test
    void write_nameThatLooksLikeAPlaceOfTheTemplate_staysAName() throws IOException {
        Study study = study("");
        write(study, List.of(result(study, 0, PointResult.Status.IMPOSSIBLE)));
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page).contains("<title>a @DATA@ name</title>", "too \\u003c/large>").doesNotContain("too </large>");
    }

    @Test
    void write_manyPoints_areAllInTheTablesAndSomeInThePicture() throws IOException {
        Study study = study(", objectives: [cycles]");
        assertThat(write(study, results(study, 12_000))).isEmpty();
        assertThat(folder.resolve("points.csv")).content().hasLineCount(12_001);
        assertThat(Files.size(folder.resolve("front.svg"))).isLessThan(20L << 20);
    }

    @Test
    void whyNoFront_namesTheConstraintsThatNoPointKeeps() {
        Study study = study(", constraints: {accuracy: {min: 0.4}, cycles: {max: 50}}");
        ResultFiles files = new ResultFiles(study, results(study, 3), "explore");
        assertThat(files.whyNoFront())
                .contains("no point satisfies the constraints: cycles at most 50, the closest has 100 (point 0)");
        write(study, results(study, 3));
        assertThat(folder.resolve("report.html")).content()
                .contains("0 on the Pareto front: no point satisfies the constraints: cycles at most 50");
    }

    @Test
    void whyNoFront_constraintsKeptByDifferentPoints_saysSo() {
        Study study = study(", constraints: {accuracy: {min: 0.6}, cycles: {max: 100}}");
        PointResult right = new PointResult(PointPlan.of(study).point(1), PointResult.Status.DONE, "", 2,
                Map.of(Metric.ACCURACY, 0.9, Metric.CYCLES, 200.0), List.of(), Map.of());
        List<PointResult> results = List.of(result(study, 0, PointResult.Status.DONE), right);
        assertThat(new ResultFiles(study, results, "explore").whyNoFront())
                .contains("no point satisfies all constraints at once, though each is satisfied by some");
    }

    @Test
    void whyNoFront_onlyImpossiblePoints_givesAReason() {
        Study study = study("");
        ResultFiles files = new ResultFiles(study, List.of(result(study, 0, PointResult.Status.IMPOSSIBLE)), "explore");
        assertThat(files.whyNoFront())
                .contains("no point was simulated completely; point 0 is impossible: too </large>");
        assertThat(new ResultFiles(study, results(study, 1), "explore").whyNoFront()).isEmpty();
    }
}
