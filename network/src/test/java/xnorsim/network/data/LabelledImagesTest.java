package xnorsim.network.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import xnorsim.base.InputException;
import xnorsim.network.Shape;

class LabelledImagesTest {
    private static final byte[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255};
    private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 9, 0};

    @TempDir
    Path folder;
    Path images;
    Path labels;

    @BeforeEach
    void files() throws IOException {
        images = Files.write(folder.resolve("t10k-images-idx3-ubyte"), IMAGES);
        labels = Files.write(folder.resolve("t10k-labels-idx1-ubyte"), LABELS);
    }

    private static void check(LabelledImages read) {
        assertThat(read.count()).isEqualTo(2);
        assertThat(read.shape()).isEqualTo(new Shape(1, 1, 3));
        assertThat(read.pixels(0)).containsExactly(1, 2, 3);
        assertThat(read.pixels(1)).containsExactly(4, 5, 255);
        assertThat(read.label(0)).isEqualTo(9);
        assertThat(read.range(1, 2).pixels(0)).containsExactly(4, 5, 255);
        assertThat(read.range(1, 2).label(0)).isZero();
    }

    @Test
    void read_plainFiles() {
        check(LabelledImages.read(folder, Split.TEST));
    }

    @Test
    void read_compressedFiles() throws IOException {
        Files.delete(images);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(images + ".gz")))) {
            out.write(IMAGES);
        }
        check(LabelledImages.read(folder, Split.TEST));
    }

    @Test
    void write_givesBackTheImages() {
        LabelledImages.read(folder, Split.TEST).write(folder, Split.TRAIN);
        check(LabelledImages.read(folder, Split.TRAIN));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> LabelledImages.read(images, labels)).isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void read_refusesMissingFiles() throws IOException {
        Files.delete(labels);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class).hasMessage(
                folder + ": file t10k-labels-idx1-ubyte is missing, expected it plain or as t10k-labels-idx1-ubyte.gz");
        assertRefused(labels + ": cannot be read: no such file or folder");
    }

    @Test
    void read_whereNoImagesAre_saysWhatIsExpected() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path file = Files.writeString(folder.resolve("notes.txt"), "none");
        String layouts = ", expected a folder with train-images-idx3-ubyte and train-labels-idx1-ubyte (or their .gz), "
                + "CIFAR-10 or CIFAR-100 in the binary version (folder or .tar.gz), or a folder with train/CLASS/*.png";
        assertThatThrownBy(() -> LabelledImages.read(empty, Split.TRAIN))
                .hasMessage(empty + ": has no images" + layouts);
        assertThatThrownBy(() -> LabelledImages.read(file, Split.TRAIN))
                .hasMessage(file + ": has no images, it is a file" + layouts);
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> LabelledImages.read(none, Split.TRAIN))
                .hasMessage(none + ": there is no such file or folder" + layouts);
    }

    @Test
    void read_refusesEveryTruncation() throws IOException {
        for (int length = 0; length < IMAGES.length; length++) {
            Files.write(images, Arrays.copyOf(IMAGES, length));
            assertRefused(images + ": is truncated");
        }
        Files.write(images, Arrays.copyOf(IMAGES, IMAGES.length + 1));
        assertRefused("has bytes after its last element");
    }

    @Test
    void read_refusesBrokenCompressedFile() throws IOException {
        byte[] packed = packed(IMAGES);
        images = Files.write(folder.resolve("a.gz"), Arrays.copyOf(packed, packed.length - 9));
        assertRefused("is corrupted or truncated");
        Files.write(images, Arrays.copyOf(packed, packed.length + 1));
        assertRefused(images + ": has other bytes after its compressed content, expected its end");
    }

    @Test
    void read_goesByTheContentNotByTheName() throws IOException {
        Files.write(images, packed(IMAGES));
        check(LabelledImages.read(folder, Split.TEST));
        Files.delete(labels);
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), LABELS);
        check(LabelledImages.read(folder, Split.TEST));
    }

    @Test
    void read_filesNamedWithADot() throws IOException {
        Files.move(images, folder.resolve("t10k-images.idx3-ubyte"));
        Files.delete(labels);
        Files.write(folder.resolve("t10k-labels.idx1-ubyte.gz"), packed(LABELS));
        // What some programs unpack to: a folder of the file's own name.
        Files.createDirectory(images);
        check(LabelledImages.read(folder, Split.TEST));
    }

    @Test
    @Timeout(10)
    void read_ofAPipe_isRefused() throws Exception {
        Files.delete(images);
        assertThat(new ProcessBuilder("mkfifo", images.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessage(images + ": is a pipe or a device, expected a regular file, whose size can be checked");
    }

    @Test
    void read_ofASparseFile_isRefusedBeforeItIsRead() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(images.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertRefused(images + ": is 3221225472 bytes long, expected an idx file of at most 671154176 bytes");
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void read_refusesWrongMagicAndSizes() throws IOException {
        Files.write(images, LABELS);
        assertRefused("is truncated");
        byte[] changed = IMAGES.clone();
        changed[2] = 9;
        Files.write(images, changed);
        assertRefused("the magic number is 0x00000903, expected 0x00000803");
        changed = IMAGES.clone();
        changed[4] = (byte) 0x7f;
        changed[8] = (byte) 0x7f;
        Files.write(images, changed);
        assertRefused("the number of elements is 13");
        changed = IMAGES.clone();
        changed[7] = 0;
        Files.write(images, changed);
        assertRefused("size 1 is 0, expected 1 or more");
    }

    @Test
    void read_refusesDifferentCounts() throws IOException {
        Files.write(labels, new byte[]{0, 0, 8, 1, 0, 0, 0, 1, 9});
        assertRefused("the number of labels is 1, expected 2, the number of images in " + images);
    }
}
