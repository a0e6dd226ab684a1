package xnorsim.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import xnorsim.network.InputException;

/**
 * The file of a study of chips: a line that names its setting, a head, and a line for every chip that is done, in the order
 * of the chips. A chip's line is on the disk before the next chip begins; what a killed process left of a line is cut off.
 */
final class ChipRecords {
    private static final String HEAD = "chip,images,correct";

    private final Path file;
    private final String setting;
    private final List<Integer> correct = new ArrayList<>();

    private ChipRecords(Path file, String setting) {
        this.file = file;
        this.setting = "# xnorsim noise " + setting;
    }

    /**
     * Opens a file, which is made if it is not there.
     *
     * @param setting what all chips have in common
     * @param images  of each chip
     * @throws InputException if the file is of another setting, or none of this command's
     */
    static ChipRecords open(Path file, String setting, int images) {
        ChipRecords records = new ChipRecords(file, setting);
        try {
            records.read(images);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
        return records;
    }

    /** Of each chip that is done how many images were recognized. */
    List<Integer> correct() {
        return List.copyOf(correct);
    }

    private void read(int images) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        String begin = setting + "\n" + HEAD + "\n";
        if (begin.startsWith(text)) {
            Files.deleteIfExists(file);
            append(begin);
            return;
        }
        if (!text.startsWith(begin)) {
            throw new InputException(file + ": holds chips of another setting, or something else, expected a file that"
                    + " begins with \"" + setting + "\": name another one");
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
                channel.force(true);
            }
        }
        whole.substring(begin.length()).lines().forEach(line -> correct.add(correct(line, images)));
    }

    private int correct(String line, int images) {
        String expected = correct.size() + "," + images + ",";
        String count = line.startsWith(expected) ? line.substring(expected.length()) : "";
        if (!count.matches("[0-9]{1,9}") || Integer.parseInt(count) > images) {
            throw new InputException(
                    file + ": line " + (correct.size() + 3) + " is \"" + line + "\", expected " + expected
                            + " and a count of at most " + images);
        }
        return Integer.parseInt(count);
    }

    /** The next chip is done. */
    void add(int images, int recognized) {
        try {
            append(correct.size() + "," + images + "," + recognized + "\n");
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
        correct.add(recognized);
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
