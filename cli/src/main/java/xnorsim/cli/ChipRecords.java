package xnorsim.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.network.AppendedFile;
import xnorsim.network.InputException;

/**
 * The file of a study of chips: a line that names its setting, a head, and a line for every chip that is done, in the order
 * of the chips. A chip's line is on the disk before the next chip begins; what a killed process left of a line is cut off.
 * One process at a time may have it open.
 */
final class ChipRecords implements AutoCloseable {
    private static final String HEAD = "chip,images,correct,lost,gained";
    /** The line of chip 0, counted from 1. */
    private static final int FIRST_CHIP = 3;
    /** More than a line for each of as many chips as there may be. */
    private static final long MOST_BYTES = 1 << 26;

    private final Path file;
    private final ChipSetting setting;
    private final AppendedFile lines;
    private final List<ChipResult> results = new ArrayList<>();

    private ChipRecords(Path file, ChipSetting setting, AppendedFile lines) {
        this.file = file;
        this.setting = setting;
        this.lines = lines;
    }

    /**
     * Opens a file, which is made if it is not there, and keeps other processes from it until it is closed.
     *
     * @param setting what all chips have in common
     * @param images  of each chip
     * @throws InputException if the file is of another setting, none of this command's, in use or cannot be written
     */
    static ChipRecords open(Path file, ChipSetting setting, int images) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException("--out is " + file + ", which is "
                    + (Files.isDirectory(file) ? "a folder" : "no regular file") + ", expected the name of a file");
        }
        AppendedFile lines = AppendedFile.open(file).orElseThrow(() -> new InputException("--out is " + file
                + ", which another run is writing, expected another name, or that this run has ended"));
        try {
            ChipRecords records = new ChipRecords(file, setting, lines);
            records.read(images);
            return records;
        } catch (RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /** Each chip that is done. */
    List<ChipResult> results() {
        return List.copyOf(results);
    }

    /**
     * Refuses chips that cannot have been compared with this ideal readout.
     *
     * @param images of each chip
     * @param right  those that the ideal readout recognizes
     * @throws InputException if the counts of a line contradict it
     */
    void requireIdeal(int images, int right) {
        for (int chip = 0; chip < results.size(); chip++) {
            ChipResult result = results.get(chip);
            if (result.rightIdeally() != right) {
                throw new InputException(file + ": line " + (chip + FIRST_CHIP) + " is \"" + line(chip, images, result)
                        + "\": right + lost - gained is " + result.rightIdeally() + ", expected " + right
                        + ", the images that are right with the ideal readout");
            }
        }
    }

    private static String line(int chip, int images, ChipResult result) {
        return chip + "," + images + "," + result.correct() + "," + result.lost() + "," + result.gained();
    }

    private void read(int images) {
        if (lines.size() > MOST_BYTES) {
            throw new InputException(
                    file + ": is " + lines.size() + " bytes long, expected a file of chips, of at most " + MOST_BYTES);
        }
        String text = lines.text();
        String begin = setting.line() + "\n" + HEAD + "\n";
        if (begin.startsWith(text)) {
            lines.cutAfter("");
            lines.append(begin);
            return;
        }
        if (!text.startsWith(begin)) {
            throw new InputException(file + ": " + setting.difference(text.lines().findFirst().orElse(""))
                    + ", expected a file that begins with \"" + setting.line() + "\": name another one");
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            lines.cutAfter(whole);
        }
        whole.substring(begin.length()).lines().forEach(line -> results.add(result(line, images)));
    }

    private ChipResult result(String line, int images) {
        String begin = results.size() + "," + images + ",";
        String counts = line.startsWith(begin) ? line.substring(begin.length()) : "";
        if (counts.matches("[0-9]{1,9},[0-9]{1,9},[0-9]{1,9}")) {
            int[] each = Arrays.stream(counts.split(",")).mapToInt(Integer::parseInt).toArray();
            ChipResult result = new ChipResult(each[0], each[1], each[2]);
            if (result.isPossible(images)) {
                return result;
            }
        }
        throw new InputException(
                file + ": line " + (results.size() + FIRST_CHIP) + " is \"" + line + "\", expected " + begin
                        + " and the counts of images that are right, lost and gained, which are possible of " + images);
    }

    /** The next chip is done. */
    void add(int images, ChipResult result) {
        lines.append(line(results.size(), images, result) + "\n");
        results.add(result);
    }

    @Override
    public void close() {
        lines.close();
    }
}
