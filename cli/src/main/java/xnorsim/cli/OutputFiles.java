package xnorsim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import xnorsim.network.InputException;

/** Finds out before a long run what would only fail after it. */
final class OutputFiles {
    private OutputFiles() {}

    /** Refuses a file that surely cannot be written. */
    static void requireWritable(Optional<Path> file) {
        file.ifPresent(OutputFiles::requireWritable);
    }

    /** Refuses a folder that surely cannot be made or written into. */
    static void requireWritableFolder(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new InputException(folder + ": cannot be written: " + there + " is no folder");
        }
        if (!Files.isWritable(there)) {
            throw new InputException(folder + ": cannot be written: no permission to write in " + there);
        }
    }

    /** Makes a folder and those above it. */
    static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw InputException.unwritable(folder, e);
        }
    }

    private static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new InputException(file + ": cannot be written: it is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException(file + ": cannot be written: " + folder + " is no folder");
        }
        if (!Files.isWritable(folder)) {
            throw new InputException(file + ": cannot be written: no permission to write in " + folder);
        }
    }
}
