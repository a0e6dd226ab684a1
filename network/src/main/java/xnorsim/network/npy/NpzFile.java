package xnorsim.network.npy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;

/**
 * Named arrays in one file: a zip whose entries are {@code name.npy}, as {@code numpy.savez} and
 * {@code numpy.savez_compressed} write it.
 *
 * <p>Written entries are stored, not compressed, and carry a fixed time, so that the same arrays give the same bytes on
 * every machine.
 */
public final class NpzFile {
    private static final String SUFFIX = ".npy";
    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    /** Up to this size the checksum is verified before the content is read. */
    private static final long CHECKED_FIRST = 1L << 26;
    private static final int MAX_ARRAYS = 10_000;
    private static final FileKind ARRAYS = new FileKind("NumPy arrays in a .npz file", (384L << 20) + (1 << 20));

    private NpzFile() {}

    /**
     * Reads all arrays of a file, in its order.
     *
     * @throws InputException if the file is missing, no zip, corrupted, or holds anything but arrays, or two of one
     *         name
     */
    public static SequencedMap<String, NpyArray> read(Path file) {
        return read(file, ARRAYS);
    }

    /**
     * Reads all arrays of a file of a kind whose size bounds that of the arrays together, too.
     *
     * @throws InputException as {@link #read(Path)}, or if the arrays are too large; before any of them is unpacked
     */
    public static SequencedMap<String, NpyArray> read(Path file, FileKind kind) {
        long size = kind.size(file);
        if (!Files.isReadable(file)) {
            throw new InputException(file + ": cannot be read: permission denied");
        }
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEnd.requireWhole(file, size);
            SequencedMap<String, ZipEntry> entries = entries(file, kind, zip);
            for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
                arrays.put(entry.getKey(), array(file, entry.getKey(), zip, entry.getValue()));
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw corrupted(file, e);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
        return arrays;
    }

    /** Checks the declared contents of the file, which is cheap. */
    private static SequencedMap<String, ZipEntry> entries(Path file, FileKind kind, ZipFile zip) {
        if (zip.size() > MAX_ARRAYS) {
            throw InputException.wrongValue(file.toString(), "the number of arrays", zip.size(),
                    "at most " + MAX_ARRAYS);
        }
        SequencedMap<String, ZipEntry> entries = new LinkedHashMap<>();
        long all = 0;
        for (Iterator<? extends ZipEntry> each = zip.stream().iterator(); each.hasNext();) {
            ZipEntry entry = each.next();
            String name = name(file, entry);
            if (entries.put(name, entry) != null) {
                throw new InputException(file + ": array " + name + " appears twice, expected once");
            }
            all += entry.getSize();
            if (entry.getSize() < 0 || entry.getSize() > kind.mostBytes() || all > kind.mostBytes()) {
                throw new InputException(file + ": array " + name + " makes " + all + " bytes of arrays, expected "
                        + kind.what() + " of at most " + kind.mostBytes());
            }
        }
        return entries;
    }

    private static String name(Path file, ZipEntry entry) {
        if (entry.isDirectory() || !entry.getName().endsWith(SUFFIX)) {
            throw InputException.wrongValue(file.toString(), "an entry", entry.getName(), "a name that ends in .npy");
        }
        return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    }

    private static NpyArray array(Path file, String name, ZipFile zip, ZipEntry entry) throws IOException {
        if (entry.getSize() > CHECKED_FIRST) {
            return large(file, name, zip, entry);
        }
        byte[] content;
        try (InputStream in = zip.getInputStream(entry)) {
            content = in.readNBytes((int) entry.getSize());
        } catch (EOFException e) {
            throw corrupted(file, e);
        }
        // ZipFile does not check what it reads.
        CRC32 checksum = new CRC32();
        checksum.update(content);
        if (content.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
            throw corrupted(file, new ZipException("the checksum of array " + name + " does not match its data"));
        }
        return NpyFile.read(file + ": array " + name, new ByteArrayInputStream(content), content.length);
    }

    /**
     * What is large is not unpacked before its header says that it is an array of that size; a few bytes may pack it.
     */
    private static NpyArray large(Path file, String name, ZipFile zip, ZipEntry entry) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            NpyArray array = NpyFile.read(file + ": array " + name, in, entry.getSize());
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw corrupted(file, new ZipException("the checksum of array " + name + " does not match its data"));
            }
            return array;
        } catch (EOFException e) {
            throw corrupted(file, e);
        }
    }

    private static InputException corrupted(Path file, Exception cause) {
        String reason = switch (cause) {
            case EOFException e -> "it ends in the middle of an array";
            case Exception e when e.getMessage() != null -> e.getMessage();
            default -> "its structure is broken";
        };
        return new InputException(file + ": is corrupted or not an .npz file (" + reason
                + "), expected a zip of .npy arrays", cause);
    }

    /** Writes or replaces a file with the arrays in their order, whole or not at all. */
    public static void write(Path file, SequencedMap<String, NpyArray> arrays) {
        ReplacedFile.write(file, out -> write(out, arrays));
    }

    private static void write(OutputStream out, SequencedMap<String, NpyArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (var array : arrays.entrySet()) {
            CheckedOutputStream counted = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            NpyFile.write(counted, array.getValue());
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(NpyFile.size(array.getValue()));
            entry.setCrc(counted.getChecksum().getValue());
            entry.setTimeLocal(FIXED_TIME);
            zip.putNextEntry(entry);
            NpyFile.write(zip, array.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }
}
