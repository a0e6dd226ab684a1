package xnorsim.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.network.InputException;

/**
 * The file of a study of chips: a line that names its setting, a head, and a line for every chip that is done, in the order
 * of the chips. A chip's line is on the disk before the next chip begins; what a killed process left of a line is cut off.
 */
final class ChipRecords {
    private static final String HEAD = "chip,images,correct,lost,gained";

    private final Path file;
    private final ChipSetting setting;
    private final List<ChipResult> results = new ArrayList<>();

    private ChipRecords(Path file, ChipSetting setting) {
        this.file = file;
        this.setting = setting;
    }

    /**
     * Opens a file, which is made if it is not there.
     *
     * @param setting what all chips have in common
     * @param images  of each chip
     * @throws InputException if the file is of another setting, or none of this command's
     */
    static ChipRecords open(Path file, ChipSetting setting, int images) {
        ChipRecords records = new ChipRecords(file, setting);
        try {
            records.read(images);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
        return records;
    }

    /** Each chip that is done. */
    List<ChipResult> results() {
        return List.copyOf(results);
    }

    private void read(int images) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        String begin = setting.line() + "\n" + HEAD + "\n";
        if (begin.startsWith(text)) {
            Files.deleteIfExists(file);
            append(begin);
            return;
        }
        if (!text.startsWith(begin)) {
            throw new InputException(file + ": " + setting.difference(text.lines().findFirst().orElse(""))
                    + ", expected a file that begins with \"" + setting.line() + "\": name another one");
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
                channel.force(true);
            }
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
        throw new InputException(file + ": line " + (results.size() + 3) + " is \"" + line + "\", expected " + begin
                + " and the counts of images that are right, lost and gained, which are possible of " + images);
    }

    /** The next chip is done. */
    void add(int images, ChipResult result) {
        try {
            append(results.size() + "," + images + "," + result.correct() + "," + result.lost() + "," + result.gained()
                    + "\n");
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
        results.add(result);
    }

    private void append(String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
