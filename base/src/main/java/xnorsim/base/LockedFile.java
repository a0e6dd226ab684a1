package xnorsim.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file held by one process at a time through an operating-system lock, which ends with the process, however that
 * ends.
 */
public final class LockedFile implements AutoCloseable {
    /**
     * Files locked by this process. They are never opened twice: closing any channel to a file releases all locks that
     * the process holds on it (POSIX).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockedFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file for reading and writing, creating it if needed, and locks it until it is closed.
     *
     * @return empty if another process has it locked
     * @throws IOException if it cannot be opened or the file system does not support locks
     */
    public static Optional<LockedFile> open(Path file) throws IOException {
        Shutdown.running().lock();
        try {
            return open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } finally {
            Shutdown.running().unlock();
        }
    }

    /**
     * The same for an existing file.
     *
     * @throws NoSuchFileException if it is not
     */
    static Optional<LockedFile> openExisting(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /**
     * Creates a new file, locked from the start if the file system supports locks.
     *
     * @return empty if another process removed or locked it at once
     */
    static Optional<LockedFile> create(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static Optional<LockedFile> open(Path file, Set<StandardOpenOption> options) throws IOException {
        Path real = PendingFile.target(file);
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        Lock lock = Lock.STALE;
        try {
            boolean isNew = options.contains(StandardOpenOption.CREATE_NEW);
            do {
                FileChannel channel = FileChannel.open(real, options);
                try {
                    lock = lock(real, channel, isNew);
                    if (lock == Lock.TAKEN) {
                        return Optional.of(new LockedFile(real, channel));
                    }
                } finally {
                    if (lock != Lock.TAKEN) {
                        channel.close();
                    }
                }
            } while (lock == Lock.STALE && !isNew);
            return Optional.empty();
        } finally {
            if (lock != Lock.TAKEN) {
                HELD.remove(real);
            }
        }
    }

    private enum Lock {
        TAKEN, BUSY,
        /** For a file that its owner has removed meanwhile: a successor may have the same name. */
        STALE
    }

    private static Lock lock(Path file, FileChannel channel, boolean isNew) throws IOException {
        Optional<Object> before = identity(file);
        try {
            if (isTaken(channel.tryLock())) {
                return Lock.BUSY;
            }
        } catch (OverlappingFileLockException e) {
            return Lock.BUSY;
        } catch (IOException e) {
            if (!isNew) {
                throw e;
            }
            // A new file is written anyway: without lock support, no process mistakes it for an abandoned one either.
        }
        Optional<Object> after = identity(file);
        return after.isPresent() && after.equals(before) ? Lock.TAKEN : Lock.STALE;
    }

    private static boolean isTaken(@Nullable FileLock lock) {
        return lock == null;
    }

    /** Distinguishes a file from a later one of the same name. */
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.of(Objects.requireNonNullElse(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey(), file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** For reading and writing; the only channel of this process to the file. */
    public FileChannel channel() {
        return channel;
    }

    /** Removes the file and frees its name. */
    public void delete() throws IOException {
        try (this) {
            Files.deleteIfExists(file);
        }
    }

    /** Releases the file. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
