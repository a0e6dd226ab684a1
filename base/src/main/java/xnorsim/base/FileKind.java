package xnorsim.base;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A kind of input file with its maximum size. Every user file is read through its kind, which accepts regular files
 * only, whose size is known before the first byte is read: a pipe or a device may block or never end, and too large a
 * file would exhaust memory. {@code /dev/stdin} counts as a file if redirected from one, otherwise as a pipe.
 *
 * @param what what a file of this kind holds, with article: {@code an architecture in YAML}
 * @param mostBytes maximum file size, in bytes
 */
public record FileKind(String what, long mostBytes) {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    /** For files that are read as a stream and need not fit into memory. */
    public static final long ANY_SIZE = Long.MAX_VALUE;

    /**
     * The size of a readable file, in bytes.
     *
     * @throws InputException if the file is missing, not regular, or larger than its kind allows
     */
    public long size(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new InputException(file + ": cannot be read: it is a folder");
            }
            if (attributes.isOther() || isMadeWhenRead(file, attributes)) {
                throw new InputException(
                        file + ": is a pipe or a device, expected a regular file, whose size can be checked");
            }
            if (attributes.size() > mostBytes) {
                throw new InputException(file + ": is " + attributes.size() + " bytes long, expected " + what
                        + " of at most " + mostBytes + " bytes");
            }
            return attributes.size();
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /** Files in {@code /proc} report size 0; some block, some never end. */
    private static boolean isMadeWhenRead(Path file, BasicFileAttributes attributes) throws IOException {
        return attributes.size() == 0 && Files.getFileStore(file).type().equals("proc");
    }

    /**
     * Opens a file. The unbuffered stream ends at the present size, even if the file grows.
     *
     * @throws InputException as {@link #size}
     * @throws IOException if the file cannot be opened
     */
    public InputStream open(Path file) throws IOException {
        long size = size(file);
        return new Beginning(Files.newInputStream(file), size);
    }

    /**
     * Opens a file that may be gzip-compressed, as told by its first bytes, not its name. The stream is buffered; it
     * throws {@link EOFException} or {@link ZipException} for damaged compression, and {@link InputException} for
     * trailing bytes or too much unpacked data.
     *
     * @param mostUnpacked maximum unpacked size of a compressed file, in bytes
     * @throws InputException as {@link #size}
     * @throws IOException if the file cannot be opened
     */
    // The caller closes the stream.
    @SuppressWarnings("MustBeClosedChecker")
    public InputStream openUnpacked(Path file, long mostUnpacked) throws IOException {
        BufferedInputStream plain = new BufferedInputStream(open(file), 1 << 16);
        try {
            plain.mark(2);
            boolean compressed = plain.read() == GZIP_FIRST && plain.read() == GZIP_SECOND;
            plain.reset();
            return compressed ? new Unpacked(file, plain, mostUnpacked) : plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /**
     * Adds the content of a file to a digest.
     *
     * @throws InputException as {@link #bytes}
     */
    public void addTo(MessageDigest digest, Path file) {
        byte[] block = new byte[1 << 16];
        try (InputStream in = open(file)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
            }
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /**
     * The content of a file.
     *
     * @throws InputException as {@link #size}, or if the file cannot be read
     */
    public byte[] bytes(Path file) {
        try (InputStream in = open(file)) {
            // Allocated once at the known size: reading until the end would briefly take three times the memory.
            byte[] bytes = new byte[Math.toIntExact(size(file))];
            int present = in.readNBytes(bytes, 0, bytes.length);
            return present < bytes.length ? Arrays.copyOf(bytes, present) : bytes;
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /**
     * The content of a file of UTF-8 text.
     *
     * @throws InputException as {@link #bytes}, or if it is not UTF-8 text
     */
    public String text(Path file) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": is not UTF-8 text, expected " + what, e);
        }
    }

    /** The unpacked content of a compressed stream. */
    private final class Unpacked extends FilterInputStream {
        /** Prefix of the library's message about trailing bytes, which java.util.zip would ignore. */
        private static final String MORE = "Unexpected data after";

        private final Path file;
        private final long most;
        private long unpacked;

        Unpacked(Path file, InputStream packed, long most) throws IOException {
            super(GzipCompressorInputStream.builder().setInputStream(packed).setDecompressConcatenated(true).get());
            this.file = file;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = super.read(into, offset, length);
                unpacked += Math.max(0, count);
                if (unpacked > most) {
                    throw new InputException(
                            file + ": unpacks to more than " + most + " bytes, expected " + what
                                    + " of at most that size");
                }
                return count;
            } catch (IOException e) {
                throw damaged(e);
            }
        }

        private IOException damaged(IOException e) {
            if (String.valueOf(e.getMessage()).startsWith(MORE)) {
                throw new InputException(file + ": has other bytes after its compressed content, expected its end", e);
            }
            if (e instanceof EOFException) {
                return e;
            }
            ZipException damaged = new ZipException(e.getMessage());
            damaged.initCause(e);
            return damaged;
        }
    }

    /** The first bytes of a stream. */
    private static final class Beginning extends FilterInputStream {
        /** A channel reads through an off-heap buffer as large as the request. */
        private static final int MAX_AT_ONCE = 1 << 18;

        private long left;

        Beginning(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            int one = super.read();
            left -= one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 && length > 0) {
                return -1;
            }
            int count = super.read(into, offset, (int) Math.min(Math.min(length, MAX_AT_ONCE), left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, super.available());
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
