package xnorsim.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A text file that grows by what is finished: it belongs to one process at a time, and what was appended is on the disk. What a killed
 * process left of a line is for the reader to cut off.
 */
public final class AppendedFile implements AutoCloseable {

    private final Path file;
    /** The only channel of this process to the file: closing another one would give its lock back, too (POSIX). */
    private final FileChannel channel;

    private AppendedFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file, which is made if it is not there, and keeps others from it until it is closed.
     *
     * @return nothing if another one has it
     * @throws InputException if it cannot be read and written
     */
    public static Optional<AppendedFile> open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                if (isLocked(channel)) {
                    AppendedFile opened = new AppendedFile(file, channel);
                    opened.syncFolder();
                    return Optional.of(opened);
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** So that the file's name survives a crash of the machine, too, where the folder may be opened: not by everybody, not on all systems. */
    private void syncFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && Files.isReadable(folder) && !System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel own = FileChannel.open(folder, StandardOpenOption.READ)) {
                own.force(true);
            }
        }
    }

    /** Bytes. */
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /** All of it; a file of at most 2^31 - 1 bytes. */
    public String text() {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
                // The next part.
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /** Cuts off what is behind {@code text}, with which the file begins. */
    public void cutAfter(String text) {
        try {
            channel.truncate(text.getBytes(StandardCharsets.UTF_8).length);
            channel.force(true);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    /** Appends; when this returns the text is on the disk. */
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
            channel.close();
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }
}
