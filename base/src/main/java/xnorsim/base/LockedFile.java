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
 * A file that belongs to one process at a time, by a lock of the operating system: however the process ends, the lock
 * ends with it.
 */
public final class LockedFile implements AutoCloseable {
    /**
     * Files that this process has locked. They are never opened a second time: closing any channel to a file gives back
     * all locks that the process has on it (POSIX).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockedFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file for reading and writing, which is made if needed, and keeps others from it until it is closed.
     *
     * @return nothing if another one has it
     * @throws IOException if it cannot be opened or the file system has no locks
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
     * The same for a file that is there.
     *
     * @throws NoSuchFileException if it is not
     */
    static Optional<LockedFile> openExisting(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /**
     * Makes a new file that is locked from the start, or not at all where the file system has no locks.
     *
     * @return nothing if another one removed or locked it at once
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
        /** Of a file that its owner has removed meanwhile: it may have a successor of the same name. */
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
            // A new file is written all the same: where there are no locks, nobody takes one for left behind either.
        }
        Optional<Object> after = identity(file);
        return after.isPresent() && after.equals(before) ? Lock.TAKEN : Lock.STALE;
    }

    private static boolean isTaken(@Nullable FileLock lock) {
        return lock == null;
    }

    /** What tells a file from a later one of the same name. */
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

    /** Removes the file and gives its name back. */
    public void delete() throws IOException {
        try (this) {
            Files.deleteIfExists(file);
        }
    }

    /** Lets others have the file. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
