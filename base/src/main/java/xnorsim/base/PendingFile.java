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
 * A file that appears under its name when it is whole and on the disk. Until then it lies in the same folder under a
 * name of its own, {@code .NAME.PID-TIME.tmp}, locked by the process that writes it: so one that a killed process left
 * is known by its open lock, and the next process that writes into the folder removes it. A process that is told to end
 * removes its own.
 *
 * <p>Through a symbolic link it is the link's target that is written. Life cycle: create, write to {@link #stream},
 * then {@link #keep} or {@link #close}.
 */
public final class PendingFile implements AutoCloseable {
    /** More links in a row than this are a ring; the limit of Linux. */
    private static final int MAX_LINKS = 40;
    /** Of a name, in its unfinished file's name: a name may have 255 bytes, and one of its own comes behind it. */
    private static final int MAX_CODE_POINTS = 40;
    private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.[0-9]+-[0-9a-f]+\\.tmp");
    /** Behind the name of an unfinished file: what a library must write by itself before it is copied. */
    private static final String SCRATCH = ".scratch";

    private static final Set<PendingFile> OPEN = ConcurrentHashMap.newKeySet();
    private static final Set<Path> TIDIED = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final Optional<LockedFile> locked;
    private final OutputStream stream;

    /** A part that is the target itself is a pipe or a device. */
    private PendingFile(Path target, Path part, FileChannel channel, Optional<LockedFile> locked) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.locked = locked;
        this.stream = Channels.newOutputStream(channel);
    }

    /** What writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Begins a file that will replace one of its name.
     *
     * @throws IOException if it cannot be written, or what exists is no regular file
     */
    public static PendingFile replacing(Path file) throws IOException {
        Path target = target(file);
        if (Files.exists(target) && !Files.isDirectory(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file");
        }
        return create(file, target);
    }

    /** The same, but what exists and is no regular file, such as a pipe, is written to directly. */
    public static PendingFile streaming(Path file) throws IOException {
        Path target = target(file);
        if (Files.exists(target) && !Files.isDirectory(target) && !Files.isRegularFile(target)) {
            FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
            return new PendingFile(target, target, channel, Optional.empty());
        }
        return create(file, target);
    }

    /** Writes or replaces a file, whole or not at all. */
    public static void write(Path file, Content content) throws IOException {
        try (PendingFile pending = replacing(file)) {
            BufferedOutputStream out = new BufferedOutputStream(pending.stream());
            content.writeTo(out);
            out.flush();
            pending.keep();
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
            throw new FileSystemException(file.toString(), null, folder + " is no folder");
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
     * Refuses a name that the file system does not take, such as one that is too long; an unfinished file's is another.
     *
     * @throws IOException that says why
     */
    public static void requirePossible(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // As it should be.
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

    /** Removes what processes that are gone left in a folder; once, as a folder may be large. */
    private static void tidy(Path folder) {
        if (!TIDIED.add(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PendingFile::looksUnfinished)) {
            left.forEach(PendingFile::removeIfLeft);
        } catch (IOException | DirectoryIteratorException e) {
            // A folder may be written and not listed: then what is left in it stays.
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
            // Another one's, or gone meanwhile.
        }
    }

    /** Removes all unfinished files: for the end of the process, once nobody can begin or name one any more. */
    static void removeAll() {
        for (PendingFile pending : OPEN) {
            try {
                pending.removePart();
            } catch (IOException e) {
                // The process ends; who writes here next tidies up.
            }
        }
    }

    /** Not buffered. */
    public OutputStream stream() {
        return stream;
    }

    /**
     * A file for what can only be written by name, to be copied from there: it goes when this one is kept or closed.
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

    /** Gives the file its name, once its bytes are on the disk. */
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

    /** Removes what was written, if it was not kept. */
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
     * Puts the name of a file on the disk: after a crash of the machine it would be gone otherwise. Some systems let
     * nobody do that for a folder, and then the name is as safe as they make it.
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
