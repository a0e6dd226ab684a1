package xnorsim.trace;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file that appears under its name when it is whole; until then it is written beside that name. A name ending in .gz
 * is compressed. What exists and is no regular file (a pipe, a device) is written to directly.
 */
final class PendingFile {

    private final Path file;
    private final Path part;
    private final Counter counter;
    private final OutputStream stream;
    private final boolean compressed;
    /** Size of the file and number of bytes written when the compressor was last empty. */
    private long sizeThen;
    private long written;
    private long writtenThen;

    private PendingFile(Path file, Path part, OutputStream plain, boolean compressed) throws IOException {
        this.file = file;
        this.part = part;
        this.counter = new Counter(plain);
        this.stream = compressed ? new QuickGzip(counter) : counter;
        this.compressed = compressed;
        this.sizeThen = counter.bytes;
    }

    static PendingFile create(Path file) throws IOException {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw new FileSystemException(file.toString(), null, "it is a folder");
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                throw new AccessDeniedException(file.toString());
            }
            boolean direct = Files.exists(target) && !Files.isRegularFile(target);
            Path part = direct
                    ? target
                    : target.resolveSibling(
                            target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            OutputStream plain = Files.newOutputStream(part);
            boolean compressed = target.getFileName().toString().endsWith(".gz");
            return new PendingFile(target, part, plain, compressed);
        } catch (IOException problem) {
            throw named(file, problem);
        }
    }

    /** What the file takes at most if it is closed after {@code more} further bytes; a compressor may make it less. */
    long mostBytes(long more) {
        long open = written - writtenThen + more;
        return compressed ? sizeThen + open + open / 1000 + 64 : written + more;
    }

    /** Bytes written so far, before any compression. */
    long written() {
        return written;
    }

    /** Empties the compressor, so that {@link #mostBytes} is known again. */
    void settle() {
        if (!compressed) {
            return;
        }
        try {
            stream.flush();
        } catch (IOException problem) {
            throw new UncheckedIOException(named(file, problem));
        }
        sizeThen = counter.bytes;
        writtenThen = written;
    }

    void write(byte[] bytes, int length) throws IOException {
        try {
            stream.write(bytes, 0, length);
            written += length;
        } catch (IOException problem) {
            throw named(file, problem);
        }
    }

    /** Gives the file its name. */
    void keep() throws IOException {
        try {
            stream.close();
            if (!part.equals(file)) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException problem) {
            removePart();
            throw named(file, problem);
        }
    }

    /** Removes what was written. */
    void discard() throws IOException {
        try {
            stream.close();
        } finally {
            removePart();
        }
    }

    private void removePart() throws IOException {
        if (!part.equals(file)) {
            Files.deleteIfExists(part);
        }
    }

    private static IOException named(Path file, IOException problem) {
        String reason = switch (problem) {
            case NoSuchFileException missing -> "there is no folder " + file.toAbsolutePath().getParent();
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> problem.getMessage();
        };
        return new IOException("cannot write the waveforms to " + file + ": " + reason, problem);
    }

    private static final class Counter extends FilterOutputStream {
        private long bytes;

        private Counter(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] from, int start, int count) throws IOException {
            out.write(from, start, count);
            bytes += count;
        }
    }

    /** At level 1: changes of values shrink little more at higher levels, which take several times as long. */
    private static final class QuickGzip extends GZIPOutputStream {
        private QuickGzip(OutputStream stream) throws IOException {
            super(stream, 1 << 16, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
