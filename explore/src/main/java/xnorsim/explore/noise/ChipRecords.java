package xnorsim.explore.noise;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.base.CheckedLines;
import xnorsim.base.InputException;

/**
 * The file of a chip study: a line with its setting, a header, and a line with a checksum for every finished chip, in
 * chip order. A chip's line is synced to disk before the next chip starts; a partial line of a killed process is
 * truncated. One process at a time may have it open.
 */
public final class ChipRecords implements AutoCloseable {
    private static final String HEAD = "chip,images,correct,lost,gained";
    /** The line of chip 0, counted from 1. */
    private static final int FIRST_CHIP = 3;

    private final Path file;
    private final CheckedLines lines;
    private final List<ChipResult> results;

    private ChipRecords(Path file, CheckedLines lines, List<ChipResult> results) {
        this.file = file;
        this.lines = lines;
        this.results = results;
    }

    /**
     * Opens or creates a file and locks it until it is closed.
     *
     * @param setting the common setting of all chips
     * @param images  of each chip
     * @throws InputException if the file has another setting, is not a chip file, is in use or cannot be written
     */
    public static ChipRecords open(Path file, ChipSetting setting, int images) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException("--out is " + file + ", which is "
                    + (Files.isDirectory(file) ? "a folder" : "not a regular file") + ", expected a file name");
        }
        List<ChipResult> results = new ArrayList<>();
        CheckedLines lines = CheckedLines
                .open(file, new CheckedLines.Seal(CheckedLines.Form.CSV,
                        setting.line() + "\n" + HEAD + ",check\n"), new Restored(setting, images, results))
                .orElseThrow(() -> new InputException("--out is " + file
                        + ", which another run is writing, expected another name or the end of that run"));
        return new ChipRecords(file, lines, results);
    }

    /** Collects the records of a file. */
    private record Restored(ChipSetting setting, int images, List<ChipResult> results) implements CheckedLines.Reader {

        @Override
        public String otherHead(String line) {
            return setting.difference(line) + ", expected a file that begins with \"" + setting.line()
                    + "\": name another one";
        }

        @Override
        public void record(String record) {
            String begin = results.size() + "," + images + ",";
            String counts = record.startsWith(begin) ? record.substring(begin.length()) : "";
            if (counts.matches("[0-9]{1,9},[0-9]{1,9},[0-9]{1,9}")) {
                int[] each = Arrays.stream(counts.split(",")).mapToInt(Integer::parseInt).toArray();
                ChipResult result = new ChipResult(each[0], each[1], each[2]);
                if (result.isPossible(images)) {
                    results.add(result);
                    return;
                }
            }
            throw new InputException("is \"" + record + "\", expected " + begin
                    + " and possible counts of right, lost and gained images out of " + images);
        }

        @Override
        public boolean isBeginning(String text) {
            String begin = results.size() + "," + images + ",";
            return begin.startsWith(text)
                    || (text.startsWith(begin) && text.substring(begin.length()).matches("[0-9,a-f]*"));
        }
    }

    /** All finished chips. */
    public List<ChipResult> results() {
        return List.copyOf(results);
    }

    /**
     * Refuses chips that cannot have been compared with this ideal readout.
     *
     * @param images of each chip
     * @param right  number that the ideal readout classifies correctly
     * @throws InputException if the counts of a line contradict it
     */
    public void requireIdeal(int images, int right) {
        for (int chip = 0; chip < results.size(); chip++) {
            ChipResult result = results.get(chip);
            if (result.rightIdeally() != right) {
                throw new InputException(file + ": line " + (chip + FIRST_CHIP) + " is \"" + line(chip, images, result)
                        + "\": right + lost - gained is " + result.rightIdeally() + ", expected " + right
                        + ", the images that the ideal readout gets right");
            }
        }
    }

    private static String line(int chip, int images, ChipResult result) {
        return chip + "," + images + "," + result.correct() + "," + result.lost() + "," + result.gained();
    }

    /** Appends the next finished chip. */
    public void add(int images, ChipResult result) {
        lines.append(line(results.size(), images, result));
        results.add(result);
    }

    @Override
    public void close() {
        lines.close();
    }
}
