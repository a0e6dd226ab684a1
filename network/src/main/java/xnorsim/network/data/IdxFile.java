package xnorsim.network.data;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;

/**
 * An array of unsigned bytes in the idx format of MNIST: two zeros, type 8, number of dimensions, the dimensions as
 * big endian 32-bit numbers, then the elements.
 *
 * @param sizes the dimensions
 * @param elements the elements, last index fastest
 */
// Arrays: up to tens of megabytes, handed over without a copy; nothing compares two of these records.
@SuppressWarnings("ArrayRecordComponent")
record IdxFile(int[] sizes, byte[] elements) {
    static final String COMPRESSED = ".gz";
    private static final int UNSIGNED_BYTE = 8;
    /** Compressed or not: the elements, and what the format adds. */
    private static final FileKind KIND = new FileKind("an idx file", LabelledImages.MAX_PIXELS + (1 << 16));

    /** The file of a name, under one of its variants. */
    static Path find(Path folder, String name) {
        return present(folder, name).orElseThrow(() -> InputException.missing(folder.toString(), "file " + name,
                "it plain or as " + name + COMPRESSED));
    }

    /** Whether there is a file of this name, plain or compressed. */
    static boolean isIn(Path folder, String name) {
        return present(folder, name).isPresent();
    }

    private static Optional<Path> present(Path folder, String name) {
        return Split.variants(name).stream().map(folder::resolve)
                .filter(file -> Files.exists(file) && !Files.isDirectory(file)).findFirst();
    }

    static IdxFile read(Path file, int dimensions) {
        KIND.size(file);
        Checksums.verify(file);
        try (InputStream in = KIND.openUnpacked(file, KIND.mostBytes())) {
            return read(file.toString(), in, dimensions);
        } catch (EOFException | ZipException e) {
            throw new InputException(file + ": is corrupted or truncated, expected a whole .gz file", e);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private static IdxFile read(String origin, InputStream in, int dimensions) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(4 * (1 + dimensions)));
        if (header.remaining() < 4 * (1 + dimensions)) {
            throw truncated(origin, header.remaining(), 4L * (1 + dimensions));
        }
        int expected = UNSIGNED_BYTE << 8 | dimensions;
        int magic = header.getInt();
        if (magic != expected) {
            throw InputException.wrongValue(origin, "the magic number", "0x%08x".formatted(magic),
                    "0x%08x for unsigned bytes in %d dimensions".formatted(expected, dimensions));
        }
        int[] sizes = new int[dimensions];
        double bytes = 1;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = header.getInt();
            bytes *= Integer.toUnsignedLong(sizes[i]);
            if (sizes[i] == 0) {
                throw InputException.wrongValue(origin, "size " + (i + 1), 0, "1 or more");
            }
        }
        if (bytes > LabelledImages.MAX_PIXELS) {
            throw InputException.wrongValue(origin, "the number of elements", String.format(Locale.ROOT, "%.0f", bytes),
                    "at most " + LabelledImages.MAX_PIXELS);
        }
        byte[] elements = new byte[(int) bytes];
        int present = in.readNBytes(elements, 0, elements.length);
        if (present < elements.length) {
            throw truncated(origin, present, elements.length);
        }
        if (in.read() >= 0) {
            throw new InputException(origin + ": has bytes after its last element, expected " + (long) bytes
                    + " bytes after the header");
        }
        return new IdxFile(sizes, elements);
    }

    private static InputException truncated(String origin, long present, long expected) {
        return new InputException(origin + ": is truncated, it has " + present + " of " + expected + " bytes");
    }

    /** Writes or replaces a compressed file. */
    void write(Path file) {
        ReplacedFile.write(file, out -> {
            GZIPOutputStream compressed = new GZIPOutputStream(out);
            write(compressed);
            compressed.finish();
        });
    }

    private void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(UNSIGNED_BYTE << 8 | sizes.length);
        for (int size : sizes) {
            data.writeInt(size);
        }
        data.write(elements);
        data.flush();
    }
}
