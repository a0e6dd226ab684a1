package xnorsim.base;

import java.io.IOException;
import java.nio.file.Path;

/**
 * User files that are written atomically, see {@link PendingFile}; failures are reported in one sentence.
 */
public final class ReplacedFile {
    private ReplacedFile() {}

    /**
     * Writes or replaces a file. A reader sees either the old or the complete new file; a failure leaves the old one
     * untouched.
     *
     * @throws InputException if the file cannot be written, or the existing file is not regular
     */
    public static void write(Path file, PendingFile.Content content) {
        try {
            PendingFile.write(file, content);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /**
     * Checks that {@link #write} could start, without side effects.
     *
     * @throws InputException if the file cannot be written
     */
    public static void requireWritable(Path file) {
        try {
            PendingFile.replacing(file).close();
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }
}
