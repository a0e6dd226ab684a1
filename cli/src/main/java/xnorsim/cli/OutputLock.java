package xnorsim.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import xnorsim.network.InputException;

/**
 * Keeps two long runs from writing the same file: a lock of the operating system, which ends with the process, on a file
 * beside it.
 */
final class OutputLock implements AutoCloseable {
    private final Path beside;
    private final FileChannel channel;

    private OutputLock(Path beside, FileChannel channel) {
        this.beside = beside;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws InputException if another run has it, or the folder cannot be written
     */
    static OutputLock of(String option, Path output) {
        Path beside = output.resolveSibling(output.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(lock(channel))) {
                channel.close();
                throw new InputException(option + " is " + output
                        + ", which another run is writing, expected another name, or that this run has ended");
            }
            return new OutputLock(beside, channel);
        } catch (IOException e) {
            throw InputException.unwritable(output, e);
        }
    }

    private static boolean isTaken(@Nullable FileLock lock) {
        return lock == null;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(beside);
            channel.close();
        } catch (IOException e) {
            throw InputException.unwritable(beside, e);
        }
    }
}
