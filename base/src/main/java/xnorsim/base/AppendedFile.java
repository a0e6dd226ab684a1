package xnorsim.base;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * An append-only text file, locked by one process and synced to disk on every append. The reader truncates a partial
 * last line that a killed process left.
 */
public final class AppendedFile implements AutoCloseable {

    private final Path file;
    private final LockedFile locked;
    private final FileChannel channel;

    private AppendedFile(Path file, LockedFile locked) {
        this.file = file;
        this.locked = locked;
        this.channel = locked.channel();
    }

    /**
     * Opens or creates a file and locks it until it is closed.
     *
     * @return empty if another process has it locked
     * @throws InputException if it cannot be read and written, or is not a regular file
     */
    public static Optional<AppendedFile> open(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException(file + ": cannot be written: it is "
                    + (Files.isDirectory(file) ? "a folder" : "not a regular file"));
        }
        try {
            Optional<LockedFile> locked = LockedFile.open(file);
            locked.ifPresent(_ -> PendingFile.syncFolder(file));
            return locked.map(own -> new AppendedFile(file, own));
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /** Receives the lines of a file. */
    @FunctionalInterface
    public interface Lines {
        /**
         * The next line.
         *
         * @param bytes without the line terminator
         * @param ended whether the line is terminated; only the last line may lack this
         */
        void line(byte[] bytes, boolean ended);
    }

    /** Bytes. */
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /** The first bytes, at most {@code most}. */
    public byte[] beginning(int most) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
                // The next part.
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /**
     * Passes on all lines from an offset, holding one line at a time.
     *
     * @param from    offset in bytes
     * @param longest maximum length of a line in bytes
     * @throws InputException if the file cannot be read or has a longer line
     */
    public void forEachLine(long from, int longest, Lines lines) {
        ByteBuffer part = ByteBuffer.allocate(1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (long at = from; channel.read(part.clear(), at) >= 0; at += part.limit()) {
                part.flip();
                int begin = 0;
                for (int i = 0; i < part.limit(); i++) {
                    if (part.get(i) == '\n') {
                        line.write(part.array(), begin, i - begin);
                        lines.line(line.toByteArray(), true);
                        line.reset();
                        begin = i + 1;
                    }
                }
                line.write(part.array(), begin, part.limit() - begin);
                if (line.size() > longest) {
                    throw new InputException(
                            file + ": has a line of more than " + longest + " bytes, expected shorter lines");
                }
            }
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
        if (line.size() > 0) {
            lines.line(line.toByteArray(), false);
        }
    }

    /** Truncates to the first bytes. */
    public void cutTo(long bytes) {
        try {
            channel.truncate(bytes);
            channel.force(true);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /** Appends; on return the text is synced to disk. */
    public void append(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            locked.close();
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }
}
