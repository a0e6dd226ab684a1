package xnorsim.network.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.network.Shape;

/**
 * CIFAR-10 and CIFAR-100 in their official binary layout: records of a label (CIFAR-100: a coarse and a fine one, the
 * fine one counts) and 3,072 bytes, the planes red, green and blue of 32 x 32 pixels.
 *
 * <p>Read from the plain files, from the folder that the archive unpacks to, or from the archive itself,
 * {@code .tar.gz}, {@code .tgz} or {@code .tar}; the check sums inside gzip and tar are verified. A file that has not
 * the official number of images is taken only if {@code SHA256SUMS} lists it: a part is made on purpose, a truncated
 * copy is not.
 */
enum Cifar {
    CIFAR_10(10, 1, 10_000, "cifar-10-batches-bin", "cifar-10-binary", "test_batch.bin"), CIFAR_100(100, 2, 50_000,
            "cifar-100-binary",
            "cifar-100-binary", "test.bin");

    private static final int TEST_IMAGES = 10_000;
    private static final Shape SHAPE = new Shape(3, 32, 32);
    /** Of the images of one part, and of an unpacked archive; the largest that there are have 154 and 184 million. */
    private static final long MAX_BYTES = 1L << 28;
    private static final FileKind IMAGES = new FileKind("a file of CIFAR images", MAX_BYTES);
    private static final FileKind ARCHIVE = new FileKind("an archive of CIFAR images", MAX_BYTES);
    private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".tar");

    private final int classes;
    private final int labelBytes;
    private final int trainingImages;
    private final String folder;
    private final String archive;
    private final String test;

    Cifar(int classes, int labelBytes, int trainingImages, String folder, String archive, String test) {
        this.classes = classes;
        this.labelBytes = labelBytes;
        this.trainingImages = trainingImages;
        this.folder = folder;
        this.archive = archive;
        this.test = test;
    }

    /** Names of the files of training images. */
    private List<String> training() {
        return this == CIFAR_100
                ? List.of("train.bin")
                : IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
    }

    /** Where the files of one of the two data sets are. */
    record Place(Cifar kind, Path path) {}

    /**
     * The data set at a place, a folder or an archive; empty if there is none.
     *
     * @throws InputException if there are both, or an archive cannot be read
     */
    static Optional<Place> find(Path place) {
        if (isArchive(place)) {
            return Optional.of(new Place(kindOf(place), place));
        }
        List<Place> found = Arrays.stream(values()).flatMap(kind -> kind.in(place).stream()).toList();
        if (found.size() > 1) {
            throw new InputException(place + ": has CIFAR-10 and CIFAR-100, expected one; name the folder or archive");
        }
        return found.stream().findFirst();
    }

    private Optional<Place> in(Path place) {
        for (Path candidate : List.of(place, place.resolve(folder))) {
            if (Files.isRegularFile(candidate.resolve(test))
                    || Files.isRegularFile(candidate.resolve(training().getFirst()))) {
                return Optional.of(new Place(this, candidate));
            }
        }
        return ARCHIVES.stream().map(ending -> place.resolve(archive + ending)).filter(Files::isRegularFile)
                .findFirst().map(path -> new Place(this, path));
    }

    private static boolean isArchive(Path place) {
        return Files.isRegularFile(place) && ARCHIVES.stream().anyMatch(place.toString()::endsWith);
    }

    /** The data set whose test file comes first in an archive. */
    private static Cifar kindOf(Path archive) {
        return inArchive(archive, tar -> {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = baseName(entry);
                for (Cifar kind : values()) {
                    if (name.equals(kind.test) || kind.training().contains(name)) {
                        return kind;
                    }
                }
            }
            throw new InputException(archive + ": has no test.bin (CIFAR-100) and no test_batch.bin (CIFAR-10), "
                    + "expected the binary version of one of them");
        });
    }

    /**
     * Reads a part of the data set.
     *
     * @throws InputException if a file is missing, truncated or damaged
     */
    LabelledImages read(Path path, Split split) {
        List<String> names = split == Split.TEST ? List.of(test) : training();
        boolean archive = isArchive(path);
        int official = split == Split.TEST ? TEST_IMAGES : trainingImages;
        return images(path, archive
                ? fromArchive(path, names, official, Checksums.verify(path))
                : fromFolder(path, names, official));
    }

    /** Rejects a file of the wrong size, before it is read. */
    private void requireSize(String where, long bytes, long before, int official, boolean listed) {
        int record = labelBytes + SHAPE.size();
        if (bytes == 0 || bytes % record != 0) {
            throw new InputException(where + ": is truncated or not a CIFAR file, it has " + bytes
                    + " bytes, expected a multiple of " + record);
        }
        if (bytes / record != official && !listed) {
            throw InputException.wrongValue(where, "the number of images", bytes / record,
                    official + "; part of the data is accepted if " + Checksums.LIST + " next to it lists its"
                            + " checksum");
        }
        if (before + bytes > MAX_BYTES) {
            throw new InputException(where + ": makes " + (before + bytes) + " bytes of images, expected at most "
                    + MAX_BYTES);
        }
    }

    private List<byte[]> fromFolder(Path path, List<String> names, int official) {
        long all = 0;
        for (String name : names) {
            Path file = path.resolve(name);
            if (!Files.exists(file)) {
                throw missing(path, name);
            }
            long size = IMAGES.size(file);
            requireSize(path + ": " + name, size, all, official, Checksums.verify(file));
            all += size;
        }
        return names.stream().map(name -> IMAGES.bytes(path.resolve(name))).toList();
    }

    private List<byte[]> fromArchive(Path path, List<String> names, int official, boolean listed) {
        return inArchive(path, tar -> {
            Map<String, byte[]> files = new HashMap<>();
            long all = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = baseName(entry);
                if (names.contains(name)) {
                    requireSize(path + ": " + name, entry.getSize(), all, official, listed);
                    all += entry.getSize();
                    byte[] content = new byte[(int) entry.getSize()];
                    if (tar.readNBytes(content, 0, content.length) < content.length) {
                        throw new EOFException();
                    }
                    files.put(name, content);
                }
            }
            return names.stream().map(name -> Optional.ofNullable(files.get(name))
                    .orElseThrow(() -> missing(path, name))).toList();
        });
    }

    private static InputException missing(Path path, String name) {
        return InputException.missing(path.toString(), "file " + name, "the file of the official archive");
    }

    private static String baseName(TarArchiveEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }

    private LabelledImages images(Path path, List<byte[]> contents) {
        int record = labelBytes + SHAPE.size();
        int count = contents.stream().mapToInt(content -> content.length / record).sum();
        byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.size())];
        byte[] labels = new byte[count];
        int image = 0;
        for (byte[] content : contents) {
            for (int at = 0; at < content.length; at += record) {
                labels[image] = content[at + labelBytes - 1];
                if (Byte.toUnsignedInt(labels[image]) >= classes) {
                    throw InputException.wrongValue(path.toString(), "the label of image " + image,
                            Byte.toUnsignedInt(labels[image]), "0.." + (classes - 1));
                }
                System.arraycopy(content, at + labelBytes, pixels, image * SHAPE.size(), SHAPE.size());
                image++;
            }
        }
        return new LabelledImages(SHAPE, pixels, labels, classes);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(TarArchiveInputStream tar) throws IOException;
    }

    /** Reads the zeros after the last entry, so that the checksum after them is verified, too. */
    private static void requireEnd(Path path, InputStream plain) throws IOException {
        byte[] block = new byte[1 << 16];
        for (int count = plain.read(block); count >= 0; count = plain.read(block)) {
            for (int k = 0; k < count; k++) {
                if (block[k] != 0) {
                    throw new InputException(path + ": has extra bytes after its last entry");
                }
            }
        }
    }

    private static <T> T inArchive(Path path, Reading<T> reading) {
        try (InputStream plain = ARCHIVE.openUnpacked(path, MAX_BYTES);
                TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            T result = reading.from(tar);
            if (tar.getCurrentEntry() == null) {
                requireEnd(path, plain);
            }
            return result;
        } catch (EOFException | ZipException e) {
            throw new InputException(path + ": is corrupted or truncated, expected a whole archive", e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("runcated")) {
                throw new InputException(path + ": is corrupted or truncated, expected a whole archive", e);
            }
            throw InputException.unreadable(path, e);
        }
    }
}
