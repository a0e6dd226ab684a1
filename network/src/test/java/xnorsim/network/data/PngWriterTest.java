package xnorsim.network.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.base.InputException;

class PngWriterTest {
    @TempDir
    Path folder;

    @Test
    void write_needsNoFolderForTemporaryFiles() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        ImageIO.setUseCache(true);
        ImageIO.setCacheDirectory(temporary.toFile());
        Files.delete(temporary);
        try {
            PngWriter.write(folder.resolve("x.png"), new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
        } finally {
            ImageIO.setCacheDirectory(null);
        }
        assertThat(ImageIO.read(folder.resolve("x.png").toFile()).getWidth()).isEqualTo(3);
    }

    @Test
    void write_whereNothingCanBe_isSaid() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> PngWriter.write(folder.resolve("none/x.png"),
                        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)))
                .withMessageContaining("cannot be written").withMessageContaining("is not a folder");
    }
}
