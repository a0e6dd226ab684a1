package xnorsim.network.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import xnorsim.base.InputException;
import xnorsim.network.Shape;

class CifarTest {
    private static final int PIXELS = 3072;

    @TempDir
    private Path folder = Path.of("");

    /** A record of CIFAR-100: its pixels count up from the fine label. */
    private static byte[] record(int coarse, int fine) {
        byte[] record = new byte[2 + PIXELS];
        record[0] = (byte) coarse;
        record[1] = (byte) fine;
        for (int p = 0; p < PIXELS; p++) {
            record[2 + p] = (byte) (fine + p);
        }
        return record;
    }

    private static byte[] records(byte[]... records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(records).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private Path archive(String name, byte[] train, byte[] test) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(
                        name.endsWith(".tar") ? out : new GZIPOutputStream(out))) {
            add(tar, "cifar-100-binary/train.bin", train);
            add(tar, "cifar-100-binary/test.bin", test);
        }
        return file;
    }

    /** Lists the sums of all files of a folder, as the files of a part of the data set must be. */
    private static void list(Path folder) throws IOException {
        StringBuilder sums = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{bin,gz,tar}")) {
            for (Path file : files) {
                sums.append(sum(Files.readAllBytes(file))).append("  ").append(file.getFileName()).append('\n');
            }
        }
        Files.writeString(folder.resolve("SHA256SUMS"), sums);
    }

    private static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void check(LabelledImages images) {
        assertThat(images.count()).isEqualTo(2);
        assertThat(images.shape()).isEqualTo(new Shape(3, 32, 32));
        assertThat(images.classes()).isEqualTo(100);
        assertThat(images.label(0)).isEqualTo(7);
        assertThat(images.label(1)).isEqualTo(99);
        assertThat(images.pixels(1)).startsWith(99, 100, 101);
        // Second plane, green, begins 1024 bytes further.
        assertThat(images.pixels(0)[images.shape().index(1, 0, 0)]).isEqualTo((byte) (7 + 1024));
    }

    @Test
    void read_thePlainFiles_takesTheFineLabels() throws IOException {
        Files.write(folder.resolve("test.bin"), records(record(1, 7), record(2, 99)));
        list(folder);
        check(LabelledImages.read(folder, Split.TEST));
    }

    @Test
    void read_theArchive_byItselfOrByItsFolder() throws IOException {
        Path file = archive("cifar-100-binary.tar.gz", record(0, 0), records(record(1, 7), record(2, 99)));
        list(folder);
        check(LabelledImages.read(file, Split.TEST));
        check(LabelledImages.read(folder, Split.TEST));
        assertThat(LabelledImages.read(folder, Split.TRAIN).count()).isEqualTo(1);
        Path other = archive("other.tar", record(0, 0), records(record(1, 7), record(2, 99)));
        list(folder);
        check(LabelledImages.read(other, Split.TEST));
    }

    @Test
    void read_cifar10_joinsItsFiveBatches() throws IOException {
        Path unpacked = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
        for (int batch = 1; batch <= 5; batch++) {
            byte[] record = new byte[1 + PIXELS];
            record[0] = (byte) (batch + 4);
            Files.write(unpacked.resolve("data_batch_" + batch + ".bin"), record);
        }
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TRAIN)).isInstanceOf(InputException.class)
                .hasMessageContaining("data_batch_1.bin: the number of images is 1, expected 10000");
        list(unpacked);
        LabelledImages images = LabelledImages.read(folder, Split.TRAIN);
        assertThat(images.count()).isEqualTo(5);
        assertThat(images.classes()).isEqualTo(10);
        assertThat(images.label(4)).isEqualTo(9);
        Files.delete(unpacked.resolve("data_batch_3.bin"));
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TRAIN)).isInstanceOf(InputException.class)
                .hasMessageContaining("data_batch_3.bin is missing");
    }

    @Test
    void read_aFileCutBetweenImages_isRefusedUnlessItsSumIsListed() throws IOException {
        Files.write(folder.resolve("train.bin"), records(record(1, 7), record(2, 9)));
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TRAIN)).isInstanceOf(InputException.class)
                .hasMessage(folder + ": train.bin: the number of images is 2, expected 50000; part of the data is "
                        + "accepted if SHA256SUMS next to it lists its checksum");
        Path file = archive("part.tar.gz", record(0, 0), record(1, 7));
        assertThatThrownBy(() -> LabelledImages.read(file, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("test.bin: the number of images is 1, expected 10000");
        list(folder);
        assertThat(LabelledImages.read(folder, Split.TRAIN).count()).isEqualTo(2);
        assertThat(LabelledImages.read(file, Split.TEST).count()).isEqualTo(1);
    }

    @Test
    void read_aWholeFile_needsNoList() throws IOException {
        byte[] records = new byte[10_000 * (2 + PIXELS)];
        Files.write(folder.resolve("test.bin"), records);
        assertThat(LabelledImages.read(folder, Split.TEST).count()).isEqualTo(10_000);
    }

    @Test
    void read_withAListThatIsNone_isRefused() throws IOException {
        Files.write(folder.resolve("test.bin"), record(1, 7));
        list(folder);
        Path sums = folder.resolve("SHA256SUMS");
        String good = Files.readString(sums);
        for (String bad : new String[]{"garbage", good + "garbage", good.replace("  ", "\t"), good.substring(1)}) {
            Files.writeString(sums, bad);
            assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                    .hasMessageContaining(sums + ": line ").hasMessageContaining("is not a checksum");
        }
        Files.write(sums, new byte[]{(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("is not UTF-8 text");
        Files.writeString(sums, good.replace("  ", " *./") + "\n");
        assertThat(LabelledImages.read(folder, Split.TEST).count()).isEqualTo(1);
    }

    @Test
    void read_aTruncatedFile_isRefused() throws IOException {
        Files.write(folder.resolve("test.bin"), Arrays.copyOf(record(1, 7), 3000));
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("test.bin").hasMessageContaining("3000 bytes, expected a multiple of 3074");
    }

    @Test
    void read_aTruncatedOrDamagedArchive_isRefused() throws IOException {
        Path file = archive("cifar-100-binary.tar.gz", record(0, 0), records(record(1, 7), record(2, 99)));
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[]{whole.length / 2, whole.length - 200, 20, 0}) {
            Files.write(file, Arrays.copyOf(whole, length));
            list(folder);
            assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).as("%d bytes", length)
                    .isInstanceOf(InputException.class).hasMessageContaining("cifar-100-binary.tar.gz");
        }
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 0x10;
        Files.write(file, damaged);
        list(folder);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class);
    }

    @Test
    void read_sparseFiles_isRefusedBeforeTheyAreRead() throws IOException {
        Path file = folder.resolve("test.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3074L << 20);
            assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                    .hasMessage(
                            file + ": is 3223322624 bytes long, expected a file of CIFAR images of at most 268435456 "
                                    + "bytes");
            sparse.setLength(3074L << 16);
            assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                    .hasMessageContaining("test.bin: the number of images is 65536, expected 10000");
        }
    }

    @Test
    void read_anArchiveThatUnpacksToTooMuch_isRefused() throws IOException {
        Path file = folder.resolve("bomb.tar.gz");
        byte[] header = new byte[512];
        TarArchiveEntry entry = new TarArchiveEntry("other");
        entry.setSize(300L << 20);
        entry.writeEntryHeader(header);
        byte[] zeros = packed(new byte[1 << 20]);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(packed(header));
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
        }
        assertThatThrownBy(() -> LabelledImages.read(file, Split.TEST)).isInstanceOf(InputException.class).hasMessage(
                file + ": unpacks to more than 268435456 bytes, expected an archive of CIFAR images of at most that"
                        + " size");
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void read_anArchiveWithSomethingBehindIt_isRefused() throws IOException {
        Path file = archive("cifar-100-binary.tar", record(0, 0), record(1, 7));
        Files.write(file, new byte[1024], StandardOpenOption.APPEND);
        list(folder);
        assertThat(LabelledImages.read(file, Split.TEST).count()).isEqualTo(1);
        Files.write(file, new byte[]{1}, StandardOpenOption.APPEND);
        list(folder);
        assertThatThrownBy(() -> LabelledImages.read(file, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessage(file + ": has extra bytes after its last entry");
    }

    @Test
    void read_aLabelTooLarge_isRefused() throws IOException {
        Files.write(folder.resolve("test.bin"), record(1, 100));
        list(folder);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("label of image 0 is 100, expected 0..99");
    }

    @Test
    void read_withAListOfSums_comparesThem() throws IOException {
        byte[] content = record(1, 7);
        Files.write(folder.resolve("test.bin"), content);
        String sum = sum(content);
        list(folder);
        assertThat(LabelledImages.read(folder, Split.TEST).count()).isEqualTo(1);
        content[100] ^= 1;
        Files.write(folder.resolve("test.bin"), content);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("SHA-256").hasMessageContaining(sum);
    }

    @Test
    void digest_ofTheSameImages_doesNotDependOnTheFile() throws IOException {
        Path file = archive("cifar-100-binary.tar.gz", record(0, 0), record(1, 7));
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.write(plain.resolve("test.bin"), record(3, 7));
        list(plain);
        list(folder);
        assertThat(LabelledImages.read(file, Split.TEST).digest())
                .isEqualTo(LabelledImages.read(plain, Split.TEST).digest())
                .isNotEqualTo(LabelledImages.read(file, Split.TRAIN).digest());
    }
}
