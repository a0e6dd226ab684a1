package xnorsim.trace.vcd;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import xnorsim.base.PendingFile;

/**
 * The file of a dump, compressed if its name ends in .gz. An existing non-regular file (a pipe, a device) is written
 * directly.
 */
final class DumpFile {

    private final Path file;
    private final Optional<PendingFile> pending;
    private final Counter counter;
    private final OutputStream stream;
    private final boolean compressed;
    /** File size and number of bytes written when the compressor was last flushed. */
    private long sizeThen;
    private long written;
    private long writtenThen;

    private DumpFile(Path file, Optional<PendingFile> pending, Counter counter, OutputStream stream,
            boolean compressed) {
        this.file = file;
        this.pending = pending;
        this.counter = counter;
        this.stream = stream;
        this.compressed = compressed;
        this.sizeThen = counter.bytes;
    }

    static DumpFile create(Path file) throws IOException {
        try {
            boolean compressed = PendingFile.target(file).toString().endsWith(".gz");
            PendingFile pending = PendingFile.streaming(file);
            try {
                Counter counter = new Counter(pending.stream());
                return new DumpFile(file, Optional.of(pending), counter, compressed ? new QuickGzip(counter) : counter,
                        compressed);
            } catch (IOException problem) {
                pending.close();
                throw problem;
            }
        } catch (IOException problem) {
            throw named(file, problem);
        }
    }

    /** Discards what is written, to measure its size. */
    static DumpFile nowhere() {
        Counter counter = new Counter(OutputStream.nullOutputStream());
        return new DumpFile(Path.of(""), Optional.empty(), counter, counter, false);
    }

    /** Upper bound of the file size if it is closed after {@code more} further bytes; compression may reduce it. */
    long mostBytes(long more) {
        long open = written - writtenThen + more;
        return compressed ? sizeThen + open + open / 1000 + 64 : written + more;
    }

    /** Bytes written so far, before compression. */
    long written() {
        return written;
    }

    /** Flushes the compressor, so that {@link #mostBytes} is exact again. */
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
        try (PendingFile own = pending.orElseThrow()) {
            stream.close();
            own.keep();
        } catch (IOException problem) {
            throw named(file, problem);
        }
    }

    /** Removes the file. */
    void discard() throws IOException {
        try (PendingFile _ = pending.orElseThrow()) {
            stream.close();
        }
    }

    private static IOException named(Path file, IOException problem) {
        String reason = switch (problem) {
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

        /** The underlying stream is closed with the file. */
        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    /** At level 1: higher levels compress value changes little better and take several times as long. */
    private static final class QuickGzip extends GZIPOutputStream {
        private QuickGzip(OutputStream stream) throws IOException {
            super(stream, 1 << 16, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
