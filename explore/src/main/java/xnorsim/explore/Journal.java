package xnorsim.explore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xnorsim.network.AppendedFile;
import xnorsim.network.InputException;
import xnorsim.network.ReplacedFile;

/**
 * The finished points of a study, a line of JSON each, in the order in which they finished; the first line says which study
 * it is. A line is on the disk before the next point begins; a last line that was cut off is dropped when the journal is
 * opened again. One process at a time may have it open. Safe for use by several threads.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final String header;
    private final AppendedFile lines;
    private final Map<Integer, PointResult> results = new TreeMap<>();

    private Journal(Path file, String header, AppendedFile lines) {
        this.file = file;
        this.header = header;
        this.lines = lines;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param digest of the study and its inputs
     * @throws InputException if the file is of another study, is damaged, in use or cannot be written
     */
    static Journal open(Path file, Study study, String digest) {
        String header = header(study, digest);
        AppendedFile lines = AppendedFile.open(file).orElseThrow(() -> new InputException(
                file + ": another process is working on this study, expected one at a time"));
        try {
            Journal journal = new Journal(file, header, lines);
            journal.restore();
            return journal;
        } catch (RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private static String header(Study study, String digest) {
        return Json.object().put("study", study.name()).put("format", 1).put("sha256", digest).toString();
    }

    private void restore() {
        String text = lines.text();
        int whole = text.lastIndexOf('\n') + 1;
        List<String> finished = text.substring(0, whole).lines().toList();
        if (whole == 0) {
            lines.cutAfter("");
            lines.append(header + '\n');
            return;
        }
        if (!finished.getFirst().equals(header)) {
            throw new InputException(file + ": line 1: is of another study, or the study, its models or its images were"
                    + " changed since, expected " + header);
        }
        for (int i = 1; i < finished.size(); i++) {
            try {
                PointResult result = PointResult.parse(finished.get(i));
                results.put(result.point().number(), result);
            } catch (RuntimeException e) {
                throw new InputException(file + ": line " + (i + 1) + ": is damaged, expected a result", e);
            }
        }
        lines.cutAfter(text.substring(0, whole));
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
        lines.append(result.line() + '\n');
        results.put(result.point().number(), result);
    }

    /** Rewrites the journal in the order of the points, so that it does not show any more who finished first. */
    static void sort(Path file, Study study, String digest, Collection<PointResult> results) {
        String header = header(study, digest);
        ReplacedFile.write(file, out -> {
            out.write((header + '\n').getBytes(StandardCharsets.UTF_8));
            for (PointResult result : results) {
                out.write((result.line() + '\n').getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @Override
    public void close() {
        lines.close();
    }
}
