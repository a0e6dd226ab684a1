package xnorsim.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.CheckedLines;
import xnorsim.base.InputException;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyFile;
import xnorsim.explore.study.StudyFileTest;

/** Journals that somebody changed; the results in them are made up. */
class JournalTest {
    private static final String DIGEST = "0".repeat(64);
    private static final Study STUDY = study("{images: 2, axes: [{key: rows, values: [32, 64, 128]}],"
            + " constraints: {accuracy: {min: 0.5}}, early_stop: {}}");

    @TempDir
    Path folder;

    private static Study study(String yaml) {
        return StudyFile.parse(yaml, "made up", Path.of(""), StudyFileTest.DEFAULTS);
    }

    private static PointResult result(Study study, int number) {
        Map<Metric, Double> metrics = Map.of(Metric.ACCURACY, 0.5, Metric.CYCLES, 1000.0 + number);
        List<PointResult.Replicate> replicates = study.workload().seeds().stream()
                .map(seed -> new PointResult.Replicate(seed, metrics)).toList();
        return new PointResult(PointPlan.of(study).point(number), PointResult.Status.DONE, "",
                study.workload().images(), metrics,
                replicates, Map.of("energy_nj", Map.of("cells", 1.5)));
    }

    private Path written() {
        Path file = folder.resolve("journal.jsonl");
        try (Journal journal = Journal.open(file, STUDY, DIGEST)) {
            List.of(2, 0, 1).forEach(number -> journal.append(result(STUDY, number)));
        }
        return file;
    }

    private static int points(Path file) {
        try (Journal journal = Journal.open(file, STUDY, DIGEST)) {
            return journal.size();
        }
    }

    private static void assertRefused(Path file, String... said) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> points(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString()).hasMessageContainingAll(said)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void open_whatWasAppended_isThereAgain() {
        try (Journal journal = Journal.open(written(), STUDY, DIGEST)) {
            assertThat(journal.size()).isEqualTo(3);
            assertThat(journal.result(1).orElseThrow().line()).isEqualTo(result(STUDY, 1).line());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "accuracy":0.5   | "accuracy":0.9
            "accuracy":0.5   | "accuracy":-1
            "accuracy":0.5   | "accuracy":1e999
            "images":2       | "images":99
            "status":"done"  | "status":"impossible"
            "rows":64        | "rows":65
            "point":1        | "point":7
            "cells":1.5      | "cells":1.50
            "check":"        | "chack":"
            }                | },
            """)
    void open_changedLine_isRefusedWithFileAndLine(String there, String instead) throws IOException {
        Path file = written();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        // The line of point 1, which was finished last.
        lines.set(3, lines.get(3).replace(there, instead));
        Files.write(file, lines);
        assertRefused(file, "line 4: was changed, its check does not match");
    }

    @Test
    void open_anyByteChanged_isRefused() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(changed.length - 1);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            assertRefused(file, "line ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "accuracy":0.5   | "accuracy":-1         | accuracy is -1.0, expected 0..1
            "accuracy":0.5   | "accuracy":80         | accuracy is 80.0, expected 0..1
            "cycles":1001    | "cycles":-3           | cycles is -3.0, expected a number of at least 0
            "cycles":1001    | "cycles":1e999        | is not a result of a point
            "images":2       | "images":99           | images is 99, expected 2 of a point that is done
            "images":2       | "images":2.5          | is not a result of a point
            "status":"done"  | "status":"impossible" | images is 2, expected 0 of a point that is impossible
            "status":"done"  | "status":"stopped"    | images is 2, expected 1 of a point that is stopped
            "status":"done"  | "status":"fine"       | is not a result of a point
            "rows":64        | "rows":65             | parameters is {"rows":65}, expected {"rows":64}, those of point 1
            "point":1        | "point":7             | point is 7, expected 0..2
            "point":1        | "point":-1            | point is -1, expected 0..2
            "point":1        | "point":0             | parameters is {"rows":64}
            "cells":1.5      | "cells":1.5,"cells":2 | is not a result of a point
            "cells":1.5      | "cells":-1            | energy_nj.cells is -1.0
            "images"         | "extra":1,"images"    | is not a result of a point
            """)
    void open_impossibleValueWithItsCheck_isRefused(String there, String instead, String said) throws IOException {
        Path file = written();
        List<String> lines = Files.readAllLines(file);
        CheckedLines.Seal seal = new CheckedLines.Seal(CheckedLines.Form.JSON, lines.getFirst() + "\n");
        String changed = result(STUDY, 1).line().replace(there, instead);
        Files.writeString(file, seal.head() + seal.line(result(STUDY, 2).line()) + seal.line(changed));
        assertRefused(file, "line 3: " + said);
    }

    @Test
    void open_lineTwice_isRefused() throws IOException {
        Path file = written();
        Files.writeString(file, Files.readAllLines(file).get(2) + "\n", StandardOpenOption.APPEND);
        assertRefused(file, "line 5: point 0 appears twice");
    }

    @Test
    void open_lineOfAnotherJournal_isRefused() throws IOException {
        Path file = written();
        Path other = folder.resolve("other");
        try (Journal journal = Journal.open(other, STUDY, "1".repeat(64))) {
            journal.append(result(STUDY, 0));
        }
        Files.write(file, List.of(Files.readAllLines(file).getFirst(), Files.readAllLines(other).getLast()));
        assertRefused(file, "line 2: was changed");
    }

    @Test
    void open_missingAndReorderedLines_areTheStateOfAnInterruptedRun() throws IOException {
        Path file = written();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(3), lines.get(1)));
        assertThat(points(file)).isEqualTo(2);
    }

    @Test
    void open_cutOffAnywhere_keepsTheWholeLines() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        int heads = Files.readAllLines(file).getFirst().length() + 1;
        for (int length = 0; length <= whole.length; length += 37) {
            Path cut = folder.resolve("cut");
            Files.write(cut, Arrays.copyOf(whole, length));
            int at = length;
            long ended = Stream.iterate(0, i -> i < at, i -> i + 1).filter(i -> i >= heads && whole[i] == '\n').count();
            assertThat(points(cut)).isEqualTo((int) ended);
            assertThat(Files.readString(cut)).endsWith("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"my only copy", "{", "{}", "\n", "{\"study\":\"made up\",\"format\":2}", "a\nb\n"})
    void open_fileThatIsNoJournal_isLeftAsItIs(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), text);
        if (text.equals("{")) {
            // Also a beginning of the head.
            assertThat(points(file)).isZero();
            return;
        }
        assertRefused(file, "line 1: ");
    }

    @Test
    void open_restThatIsNoBeginningOfALine_isLeftAsItIs() throws IOException {
        Path file = written();
        Files.writeString(file, Files.readString(file) + "a remark of mine");
        assertRefused(file, "line 5: is not the start of a line");
    }

    @Test
    void open_journalOfFormat1_isRefusedByItsFormat() throws IOException {
        Path file = folder.resolve("old");
        Files.writeString(file, Files.readAllLines(written()).getFirst().replace("\"format\":2", "\"format\":1") + "\n"
                + result(STUDY, 0).line() + "\n");
        assertRefused(file, "line 1: is a journal of an earlier version", "expected format 2");
    }

    @Test
    void open_oneEndlessLine_isRefusedWithoutHoldingIt() throws IOException {
        Path file = written();
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(40L << 20);
        }
        assertThatThrownBy(() -> points(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("has a line of more than 16777216 bytes");
    }

    @Test
    void open_folderOrDevice_isRefused() {
        assertThatThrownBy(() -> points(folder)).isInstanceOf(InputException.class)
                .hasMessageContaining("it is a folder");
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            assertThatThrownBy(() -> points(device)).isInstanceOf(InputException.class)
                    .hasMessageContaining("not a regular file");
        }
    }

    @Test
    void line_ofReplicates_isReadBack() {
        Study study = study("{images: 2, seeds: [3, 1], axes: [{key: rows, range: {from: 1, to: 1000}}],"
                + " strategy: {sobol: {points: 4}}}");
        PointResult result = result(study, 3);
        assertThat(new ResultCheck(study).result(result.line())).isEqualTo(result);
        String another = result.line().replace("\"seed\":1", "\"seed\":2");
        assertThatThrownBy(() -> new ResultCheck(study).result(another)).isInstanceOf(InputException.class)
                .hasMessageContaining("the seeds of replicates is [3, 2], expected [3, 1]");
    }
}
