package xnorsim.explore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xnorsim.network.InputException;
import xnorsim.network.ReplacedFile;

/**
 * The finished points of a study, a line of JSON each, in the order in which they finished; the first line says which study
 * it is. A line is on the disk before the next point begins; a last line that was cut off is dropped when the journal is
 * opened again. One process at a time may have it open. Safe for use by several threads.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final String header;
    private final FileChannel channel;
    private final Map<Integer, PointResult> results = new TreeMap<>();

    private Journal(Path file, String header, FileChannel channel) {
        this.file = file;
        this.header = header;
        this.channel = channel;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param digest of the study and its inputs
     * @throws InputException if the file is of another study, is damaged, in use or cannot be written
     */
    static Journal open(Path file, Study study, String digest) {
        String header = header(study, digest);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                lock(file, channel);
                Journal journal = new Journal(file, header, channel);
                journal.restore();
                syncFolder(file);
                return journal;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    private static String header(Study study, String digest) {
        return Json.object().put("study", study.name()).put("format", 1).put("sha256", digest).toString();
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new InputException(file + ": another process is working on this study, expected one at a time");
        }
    }

    private void restore() throws IOException {
        String text = text();
        int whole = text.lastIndexOf('\n') + 1;
        List<String> lines = text.substring(0, whole).lines().toList();
        if (whole == 0) {
            channel.truncate(0);
            write(header);
            return;
        }
        if (!lines.getFirst().equals(header)) {
            throw new InputException(file + ": line 1: is of another study, or the study, its models or its images were"
                    + " changed since, expected " + header);
        }
        for (int i = 1; i < lines.size(); i++) {
            try {
                PointResult result = PointResult.parse(lines.get(i));
                results.put(result.point().number(), result);
            } catch (RuntimeException e) {
                throw new InputException(file + ": line " + (i + 1) + ": is damaged, expected a result", e);
            }
        }
        channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
    }

    /** Read through the channel that holds the lock: closing another one of the same file would give it back (POSIX). */
    private String text() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // The next part.
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    /** So that the file's name survives a crash of the machine too; not all systems can open folders. */
    private static void syncFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel own = FileChannel.open(folder, StandardOpenOption.READ)) {
                own.force(true);
            }
        }
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** The result of a point, if it is there. */
    synchronized Optional<PointResult> result(int number) {
        return Optional.ofNullable(results.get(number));
    }

    /** How many points there are. */
    synchronized int size() {
        return results.size();
    }

    /** Appends a result; when this returns it is on the disk. */
    synchronized void append(PointResult result) {
        try {
            write(result.line());
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
        results.put(result.point().number(), result);
    }

    /** Rewrites the journal in the order of the points, so that it does not show any more who finished first. */
    static void sort(Path file, Study study, String digest, Collection<PointResult> results) {
        String header = header(study, digest);
        ReplacedFile.write(file, out -> {
            out.write((header + '\n').getBytes(StandardCharsets.UTF_8));
            for (PointResult result : results) {
                out.write((result.line() + '\n').getBytes(StandardCharsets.UTF_8));
            }
        });
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
