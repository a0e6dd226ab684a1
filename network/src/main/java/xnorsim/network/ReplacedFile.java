package xnorsim.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file whole or not at all: under a temporary name in the same folder, then moved into place. Through a symbolic
 * link it is the link's target that is written; what exists and is no regular file is refused, never replaced.
 */
public final class ReplacedFile {
    /** More links in a row than this are a ring; the limit of Linux. */
    private static final int MOST_LINKS = 40;

    private ReplacedFile() {}

    /** What writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file. A reader sees the old file or the whole new one; after a failure the old one is untouched.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Content content) {
        try {
            Path target = regularTarget(file);
            Path temporary = temporary(target);
            try {
                try (OutputStream out = new BufferedOutputStream(create(temporary))) {
                    content.writeTo(out);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
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
            Path temporary = temporary(regularTarget(file));
            create(temporary).close();
            Files.delete(temporary);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /**
     * The place that is written when a file of that name is: absolute, and at the end of symbolic links.
     *
     * @throws IOException if the links lead round in a ring or cannot be read
     */
    public static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        Path folder = target.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(target.getFileName())
                : target;
    }

    private static Path regularTarget(Path file) throws IOException {
        Path target = target(file);
        if (Files.isDirectory(target)) {
            throw new IOException("it is a folder");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException("it is not a regular file");
        }
        return target;
    }

    private static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + "."
                + Thread.currentThread().threadId() + ".tmp");
    }

    private static OutputStream create(Path temporary) throws IOException {
        try {
            return Files.newOutputStream(temporary);
        } catch (NoSuchFileException e) {
            Path folder = temporary.getParent();
            throw new IOException(folder == null || Files.isDirectory(folder)
                    ? "no file can be created in " + folder
                    : folder + " is no folder", e);
        }
    }
}
