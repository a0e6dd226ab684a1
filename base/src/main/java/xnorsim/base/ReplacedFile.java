package xnorsim.base;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Files of a user's that are written whole or not at all, see {@link PendingFile}; what goes wrong is said in a
 * sentence.
 */
public final class ReplacedFile {
    private ReplacedFile() {}

    /**
     * Writes or replaces a file. A reader sees the old file or the whole new one; after a failure the old one is
     * untouched.
     *
     * @throws InputException if the file cannot be written, or what exists is no regular file
     */
    public static void write(Path file, PendingFile.Content content) {
        try {
            PendingFile.write(file, content);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /**
     * Tries whether {@link #write} could begin, and leaves everything as it was.
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
