package xnorsim.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * An atomically written file: it appears under its name once it is complete and synced to disk. Until then it is in the
 * same folder under the temporary name {@code .NAME.PID-TIME.tmp}, locked by its writer. A temporary file without a
 * lock was left by a killed process, and the next process that writes into the folder removes it. A process that is
 * asked to end removes its own.
 *
 * <p>Through a symbolic link, the target is written. Life cycle: create, write to {@link #stream}, then {@link #keep}
 * or {@link #close}.
 */
public final class PendingFile implements AutoCloseable {
    /** A longer chain of links counts as a loop; the limit of Linux. */
    private static final int MAX_LINKS = 40;
    /** Maximum length of NAME in a temporary name: a name may have 255 bytes, suffix included. */
    private static final int MAX_CODE_POINTS = 40;
    private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.[0-9]+-[0-9a-f]+\\.tmp");
    /** Suffix of a temporary file that a library writes itself before it is copied. */
    private static final String SCRATCH = ".scratch";

    private static final Set<PendingFile> OPEN = ConcurrentHashMap.newKeySet();
    private static final Set<Path> TIDIED = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final Optional<LockedFile> locked;
    private final OutputStream stream;

    /** If the temporary file is the target itself, that is a pipe or a device. */
    private PendingFile(Path target, Path part, FileChannel channel, Optional<LockedFile> locked) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.locked = locked;
        this.stream = Channels.newOutputStream(channel);
    }

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Starts a file that will replace an existing one of its name.
     *
     * @throws IOException if it cannot be written, or the existing file is not regular
     */
    public static PendingFile replacing(Path file) throws IOException {
        Path target = target(file);
        if (Files.exists(target) && !Files.isDirectory(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file");
        }
        return create(file, target);
    }

    /** The same, but an existing non-regular file, such as a pipe, is written directly. */
    public static PendingFile streaming(Path file) throws IOException {
        Path target = target(file);
        if (Files.exists(target) && !Files.isDirectory(target) && !Files.isRegularFile(target)) {
            FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
            return new PendingFile(target, target, channel, Optional.empty());
        }
        return create(file, target);
    }

    /** Writes or replaces a file atomically. */
    public static void write(Path file, Content content) throws IOException {
        try (PendingFile pending = replacing(file)) {
            BufferedOutputStream out = new BufferedOutputStream(pending.stream());
            content.writeTo(out);
            out.flush();
            pending.keep();
        }
    }

    /**
     * The path that is actually written: absolute, with symbolic links resolved.
     *
     * @throws IOException if the links form a loop or cannot be read
     */
    public static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new IOException("too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        Path folder = target.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(target.getFileName())
                : target;
    }

    private static PendingFile create(Path file, Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new FileSystemException(file.toString(), null, folder + " is not a folder");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(file.toString());
        }
        requirePossible(target);
        tidy(folder);
        Shutdown.running().lock();
        try {
            PendingFile pending = create(target);
            OPEN.add(pending);
            return pending;
        } catch (NoSuchFileException e) {
            // A folder such as /proc/self.
            throw new FileSystemException(file.toString(), null, "no file can be created in " + folder);
        } finally {
            Shutdown.running().unlock();
        }
    }

    /**
     * Refuses a name that the file system rejects, such as one that is too long; the temporary name differs from it.
     *
     * @throws IOException with the reason
     */
    public static void requirePossible(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // The expected case.
        }
    }

    private static PendingFile create(Path target) throws IOException {
        while (true) {
            Path part = target.resolveSibling(unfinishedName(String.valueOf(target.getFileName())));
            Optional<LockedFile> locked = LockedFile.create(part);
            if (locked.isPresent()) {
                return new PendingFile(target, part, locked.get().channel(), locked);
            }
        }
    }

    private static String unfinishedName(String name) {
        int end = name.offsetByCodePoints(0, Math.min(MAX_CODE_POINTS, name.codePointCount(0, name.length())));
        return "." + name.substring(0, end) + "." + ProcessHandle.current().pid() + "-"
                + Long.toHexString(System.nanoTime()) + ".tmp";
    }

    /** Removes temporary files of dead processes from a folder; once, as a folder may be large. */
    private static void tidy(Path folder) {
        if (!TIDIED.add(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PendingFile::looksUnfinished)) {
            left.forEach(PendingFile::removeIfLeft);
        } catch (IOException | DirectoryIteratorException e) {
            // A folder may be writable but not listable: then its temporary files stay.
        }
    }

    private static boolean looksUnfinished(Path file) {
        return UNFINISHED.matcher(String.valueOf(file.getFileName())).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void removeIfLeft(Path part) {
        try {
            Optional<LockedFile> nobodys = LockedFile.openExisting(part);
            if (nobodys.isPresent()) {
                Files.deleteIfExists(scratch(part));
                nobodys.get().delete();
            }
        } catch (IOException e) {
            // In use by another process, or gone meanwhile.
        }
    }

    /** Removes all temporary files: at the end of the process, once none can be started or renamed any more. */
    static void removeAll() {
        for (PendingFile pending : OPEN) {
            try {
                pending.removePart();
            } catch (IOException e) {
                // The process ends; the next writer in this folder removes it.
            }
        }
    }

    /** Not buffered. */
    public OutputStream stream() {
        return stream;
    }

    /**
     * A file for a library that writes by name only, to be copied from there; removed when this one is kept or closed.
     */
    public Path scratch() {
        return scratch(part);
    }

    private static Path scratch(Path part) {
        return part.resolveSibling(part.getFileName() + SCRATCH);
    }

    private boolean isDirect() {
        return part.equals(target);
    }

    /** Syncs the bytes to disk and gives the file its name. */
    public void keep() throws IOException {
        if (isDirect()) {
            close();
            return;
        }
        try (this) {
            channel.force(true);
            Files.deleteIfExists(scratch());
            Shutdown.running().lock();
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                OPEN.remove(this);
            } finally {
                Shutdown.running().unlock();
            }
            syncFolder(target);
        }
    }

    /** Removes the temporary file unless it was kept. */
    @Override
    public void close() throws IOException {
        try {
            if (OPEN.remove(this)) {
                removePart();
            }
        } finally {
            if (locked.isPresent()) {
                locked.get().close();
            } else {
                channel.close();
            }
        }
    }

    private void removePart() throws IOException {
        Files.deleteIfExists(scratch(part));
        Files.deleteIfExists(part);
    }

    /**
     * Syncs the folder entry, which a crash of the machine could lose otherwise. Some systems do not allow this for
     * folders; the name is then as safe as they make it.
     */
    public static void syncFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel own = FileChannel.open(folder, StandardOpenOption.READ)) {
            own.force(true);
        } catch (IOException e) {
            // As above.
        }
    }
}
