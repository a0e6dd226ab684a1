package xnorsim.network.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import xnorsim.base.InputException;
import xnorsim.network.Shape;

class PngFoldersTest {
    @TempDir
    private Path folder = Path.of("");

    private void write(String name, int type, int width, int value) throws IOException {
        BufferedImage image = new BufferedImage(width, 2, type);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, value + x + 10 * y + 50 * band);
                }
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void read_greyImages_keepsTheirSamples() throws IOException {
        write("test/bag/2.png", BufferedImage.TYPE_BYTE_GRAY, 3, 100);
        write("test/bag/10.png", BufferedImage.TYPE_BYTE_GRAY, 3, 200);
        write("test/ankle boot/x.png", BufferedImage.TYPE_BYTE_GRAY, 3, 0);
        LabelledImages images = LabelledImages.read(folder, Split.TEST);
        assertThat(images.shape()).isEqualTo(new Shape(1, 2, 3));
        assertThat(images.classes()).isEqualTo(2);
        assertThat(images.count()).isEqualTo(3);
        assertThat(images.label(0)).isZero();
        assertThat(images.pixels(0)).containsExactly(0, 1, 2, 10, 11, 12);
        assertThat(images.pixels(1)).containsExactly(100, 101, 102, 110, 111, 112);
        assertThat(images.pixels(2)[5]).isEqualTo((byte) 212);
    }

    @Test
    void read_colourImages_givesPlanes() throws IOException {
        write("train/0/a.png", BufferedImage.TYPE_INT_RGB, 2, 20);
        LabelledImages images = LabelledImages.read(folder, Split.TRAIN);
        assertThat(images.pixels(0)).containsExactly(20, 21, 30, 31, 70, 71, 80, 81, 120, 121, (byte) 130, (byte) 131);
    }

    private List<Integer> testLabels() {
        LabelledImages images = LabelledImages.read(folder, Split.TEST);
        return IntStream.range(0, images.count()).mapToObj(images::label).toList();
    }

    @Test
    void read_testImages_numbersTheirClassesAsInTraining() throws IOException {
        for (String name : List.of("train/a/1.png", "train/b/1.png", "train/c/1.png", "test/a/1.png", "test/c/1.png")) {
            write(name, BufferedImage.TYPE_BYTE_GRAY, 2, 0);
        }
        assertThat(testLabels()).containsExactly(0, 2);
        assertThat(LabelledImages.read(folder, Split.TEST).classes()).isEqualTo(3);
    }

    @Test
    void read_testImagesOfAClassThatIsNotInTraining_isRefused() throws IOException {
        for (String name : List.of("train/a/1.png", "train/b/1.png", "train/c/1.png", "test/a/1.png", "test/d/1.png")) {
            write(name, BufferedImage.TYPE_BYTE_GRAY, 2, 0);
        }
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageEndingWith("d: is a class without training images, expected one of a, b, c");
    }

    @Test
    void read_onePartOnly_isRefusedByName() throws IOException {
        write("train/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 2, 0);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessage(folder + ": folder test is missing, expected test/CLASS/*.png beside train");
    }

    @Test
    void read_imagesOfTwoSizes_isRefused() throws IOException {
        write("train/0/a.png", BufferedImage.TYPE_INT_RGB, 2, 20);
        write("train/1/b.png", BufferedImage.TYPE_INT_RGB, 3, 20);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TRAIN)).isInstanceOf(InputException.class)
                .hasMessageContaining("b.png").hasMessageContaining("the size is 3x2, expected 2x2");
    }

    @Test
    void read_whatIsNoImage_isRefused() throws IOException {
        Files.createDirectories(folder.resolve("test/0"));
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("has no *.png file");
        Files.writeString(folder.resolve("test/0/a.png"), "no image");
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("a.png: is no PNG image");
    }

    /** Of every form that PNG has: in 8 bits as Java converts them, but grey samples as stored. */
    @ParameterizedTest
    @CsvSource({"0,1", "0,2", "0,4", "0,8", "0,16", "2,8", "2,16", "3,1", "3,2", "3,4", "3,8", "4,8", "4,16", "6,8",
            "6,16"})
    void read_imagesOfEveryForm(int colours, int bits) throws IOException {
        int width = 5;
        int samples = width * new int[]{1, 0, 3, 1, 2, 0, 4}[colours];
        byte[] content = new byte[3 * (1 + (samples * bits + 7) / 8)];
        new Random(colours * 31 + bits).nextBytes(content);
        for (int row = 0; row < 3; row++) {
            content[row * content.length / 3] = 0;
        }
        Path file = folder.resolve("test/0/a.png");
        Files.createDirectories(file.getParent());
        Files.write(file, png(width, 3, bits, colours, content));
        Files.copy(file, folder.resolve("test/0/b.png"));
        BufferedImage image = ImageIO.read(file.toFile());
        LabelledImages images = LabelledImages.read(folder, Split.TEST);
        assertThat(images.shape()).isEqualTo(new Shape(colours == 0 || colours == 4 ? 1 : 3, 3, width));
        byte[] expected = new byte[images.shape().size()];
        for (int k = 0; k < expected.length; k++) {
            int column = k % width;
            int row = k / width % 3;
            boolean stored = colours == 4 || (colours == 0 && bits >= 8);
            expected[k] = (byte) (stored
                    ? image.getRaster().getSample(column, row, 0) >> (bits - 8)
                    : image.getRGB(column, row) >> (16 - 8 * (k / width / 3)));
        }
        assertThat(images.pixels(0)).containsExactly(expected);
        assertThat(images.pixels(1)).containsExactly(expected);
    }

    private static byte[] png(int width, int height, int bits, int colours, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(content);
        }
        byte[] palette = new byte[3 << bits % 16];
        new Random(1).nextBytes(palette);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(8).putLong(0x89504e470d0a1a0aL).array());
        bytes.write(chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height)
                .put(new byte[]{(byte) bits, (byte) colours, 0, 0, 0}).array()));
        if (colours == 3) {
            bytes.write(chunk("PLTE", palette));
        }
        bytes.write(chunk("IDAT", packed.toByteArray()));
        bytes.write(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer bytes = ByteBuffer.allocate(12 + content.length).putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        return bytes.putInt(sum(bytes, 4, 4 + content.length)).array();
    }

    @Test
    void read_everyFlippedBit_isRefused() throws IOException {
        write("test/0/a.png", BufferedImage.TYPE_INT_RGB, 2, 20);
        Path file = folder.resolve("test/0/a.png");
        byte[] bytes = Files.readAllBytes(file);
        for (int place = 0; place < bytes.length; place++) {
            byte[] flipped = bytes.clone();
            flipped[place] ^= 8;
            Files.write(file, flipped);
            assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).as("byte %d", place)
                    .isInstanceOf(InputException.class).hasMessageStartingWith(file + ": ");
        }
        bytes[50] ^= 8;
        Files.write(file, bytes);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).hasMessage(
                file + ": is a corrupted PNG image, expected another checksum of the chunk at byte 33");
    }

    @Test
    void read_anImageWithSomethingBehindIt_isRefused() throws IOException {
        write("test/0/a.png", BufferedImage.TYPE_INT_RGB, 2, 20);
        Path file = folder.resolve("test/0/a.png");
        Files.write(file, new byte[3], StandardOpenOption.APPEND);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessage(file + ": has 3 bytes after its end, expected none");
    }

    @Test
    @Timeout(10)
    void read_ofAPipeAmongImages_isRefused() throws Exception {
        write("test/0/a.png", BufferedImage.TYPE_INT_RGB, 2, 20);
        Path pipe = folder.resolve("test/0/b.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessage(pipe + ": is a pipe or a device, expected a regular file, whose size can be checked");
    }

    @Test
    void read_imagesThatFillTheMemory_isRefusedBeforeTheyAreUnpacked() throws IOException {
        Path file = folder.resolve("test/0/a.png");
        Files.createDirectories(folder.resolve("test/0"));
        Files.write(file, header(8000, 8000));
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessage(file + ": the size is 8000x8000, expected 1x1 or more, and at most 16777216 pixels");
        for (int k = 0; k < 54; k++) {
            Files.write(folder.resolve("test/0/" + k + ".png"), header(2048, 2048));
        }
        Files.delete(file);
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessage(folder.resolve("test/0/0.png")
                        + ": with the other images it makes 679477248 bytes of pixels, expected at most 671088640");
    }

    /** Header and end of an image of colours, without any pixels. */
    private static byte[] header(int width, int height) throws IOException {
        return png(width, height, 8, 2, new byte[0]);
    }

    private static int sum(ByteBuffer bytes, int from, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes.slice(from, length));
        return (int) sum.getValue();
    }

    @Test
    void read_aTruncatedImage_isRefused() throws IOException {
        write("test/0/a.png", BufferedImage.TYPE_INT_RGB, 20, 20);
        Path file = folder.resolve("test/0/a.png");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> LabelledImages.read(folder, Split.TEST)).isInstanceOf(InputException.class)
                .hasMessageContaining("a.png: is a truncated PNG image");
    }
}
