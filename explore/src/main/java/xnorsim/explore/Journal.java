package xnorsim.explore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xnorsim.base.CheckedLines;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.explore.study.JsonValues;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;

/**
 * The finished points of a study, a line of JSON each, in the order in which they finished; the first line says which
 * study it is, and every other one ends in a check over the first and itself. A line is on the disk before the next
 * point begins; a last line that was cut off is dropped when the journal is opened again. One process at a time may
 * have it open. Safe for use by several threads.
 */
final class Journal implements AutoCloseable {
    /** Of the lines; those of format 1 had no check. */
    private static final int FORMAT = 2;
    private static final String BEGIN = "{\"study\":";

    private final CheckedLines lines;
    private final Map<Integer, PointResult> results;

    private Journal(CheckedLines lines, Map<Integer, PointResult> results) {
        this.lines = lines;
        this.results = results;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param digest of the study and its inputs
     * @throws InputException if the file is of another study, no journal, changed, in use or cannot be written
     */
    static Journal open(Path file, Study study, String digest) {
        Map<Integer, PointResult> results = new TreeMap<>();
        CheckedLines lines = CheckedLines.open(file, seal(study, digest), new Restored(study, digest, results))
                .orElseThrow(() -> new InputException(
                        file + ": another process is running this study, expected one at a time"));
        return new Journal(lines, results);
    }

    private static CheckedLines.Seal seal(Study study, String digest) {
        return new CheckedLines.Seal(CheckedLines.Form.JSON, header(study, digest) + '\n');
    }

    private static String header(Study study, String digest) {
        return JsonValues.object().put("study", study.name()).put("format", FORMAT).put("sha256", digest).toString();
    }

    /** Collects what a journal has. */
    private static final class Restored implements CheckedLines.Reader {
        private final String header;
        private final ResultCheck check;
        private final Map<Integer, PointResult> results;

        Restored(Study study, String digest, Map<Integer, PointResult> results) {
            this.header = header(study, digest);
            this.check = new ResultCheck(study);
            this.results = results;
        }

        @Override
        public String otherHead(String line) {
            if (!line.startsWith(BEGIN)) {
                return "line 1: is not the header of a journal, expected " + header
                        + " or no such file; the file is kept";
            }
            return line.contains("\"format\":" + FORMAT + ",")
                    ? "line 1: belongs to another study, or the study, its models or its images have changed,"
                            + " expected "
                            + header
                    : "line 1: is a journal of an earlier version, without a check of each line, expected format "
                            + FORMAT + ": name another folder with --out";
        }

        @Override
        public void record(String record) {
            PointResult result = check.result(record);
            if (results.putIfAbsent(result.point().number(), result) != null) {
                throw new InputException("point " + result.point().number() + " appears twice, expected once");
            }
        }

        @Override
        public boolean isBeginning(String text) {
            String begin = "{\"point\":";
            return text.startsWith(begin) || begin.startsWith(text);
        }
    }

    /** The result of a point, if it is there. */
    synchronized Optional<PointResult> result(int number) {
        return Optional.ofNullable(results.get(number));
    }

    /** How many points there are. */
    synchronized int size() {
        return results.size();
    }

    /** Appends a result; when this returns it is on the disk. */
    synchronized void append(PointResult result) {
        lines.append(result.line());
        results.put(result.point().number(), result);
    }

    /** Rewrites the journal in the order of the points, independent of which finished first. */
    static void sort(Path file, Study study, String digest, Collection<PointResult> results) {
        CheckedLines.Seal seal = seal(study, digest);
        ReplacedFile.write(file, out -> {
            out.write(seal.head().getBytes(StandardCharsets.UTF_8));
            for (PointResult result : results) {
                out.write(seal.line(result.line()).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @Override
    public void close() {
        lines.close();
    }
}
