package xnorsim.network.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;

/** Pictures as PNG files. */
public final class PngWriter {
    private PngWriter() {}

    /**
     * Writes or replaces a file.
     *
     * @throws InputException if it cannot be written
     */
    public static void write(Path file, BufferedImage picture) {
        // Otherwise Java makes a temporary file for each stream, which needs a folder for it and outlives a killed
        // process.
        ImageIO.setUseCache(false);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IOException("this Java writes no PNG");
            }
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
        ReplacedFile.write(file, bytes::writeTo);
    }
}
