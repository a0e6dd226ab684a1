package xnorsim.network.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.MemoryCacheImageInputStream;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;

/**
 * Checks of a PNG file before it is unpacked: every chunk is complete and has the CRC-32 that follows it (ISO/IEC
 * 15948, 5.3), and nothing follows the last one.
 *
 * @param width in pixels
 * @param height in pixels
 * @param grey whether all its pixels are grey: it has no colours, or its palette has none
 */
record PngFile(int width, int height, boolean grey) {
    /** 4,096 x 4,096; unpacked, with four samples of 16 bits a pixel, 128 MiB. */
    private static final long MAX_PIXELS = 1L << 24;
    private static final FileKind KIND = new FileKind("a PNG image", 1L << 27);
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int HEADER = chunk("IHDR");
    private static final int PALETTE = chunk("PLTE");
    private static final int END = chunk("IEND");
    private static final int HEADER_BYTES = 13;
    private static final int COLOUR = 2;
    private static final int INDEXED = 3;

    /**
     * Reads all of a file but its pixels.
     *
     * @throws InputException if it cannot be read, is no whole PNG image, or has more pixels than are unpacked
     */
    static PngFile read(Path file) {
        ByteBuffer bytes = ByteBuffer.wrap(KIND.bytes(file));
        if (bytes.remaining() < Long.BYTES || bytes.getLong() != SIGNATURE) {
            throw new InputException(file + ": is no PNG image, expected one");
        }
        ByteBuffer header = ByteBuffer.allocate(0);
        boolean greyPalette = true;
        for (int type = 0; type != END;) {
            int start = bytes.position();
            long length = bytes.remaining() < 12 ? Integer.MAX_VALUE : Integer.toUnsignedLong(bytes.getInt(start));
            if (bytes.remaining() < 12 + length) {
                throw new InputException(file + ": is a truncated PNG image that ends within a chunk, expected a"
                        + " complete one");
            }
            type = bytes.getInt(start + 4);
            requireSum(file, bytes, start, (int) length);
            ByteBuffer content = bytes.slice(start + 8, (int) length);
            if ((type == HEADER) != (start == Long.BYTES) || (type == HEADER && length != HEADER_BYTES)) {
                throw new InputException(file + ": is a corrupted PNG image, expected one header, at its start");
            }
            if (type == HEADER) {
                header = content;
            } else if (type == PALETTE) {
                greyPalette = isGrey(content);
            }
            bytes.position(start + 12 + (int) length);
        }
        if (bytes.hasRemaining()) {
            throw new InputException(file + ": has " + bytes.remaining() + " bytes after its end, expected none");
        }
        return of(file, header, greyPalette);
    }

    private static PngFile of(Path file, ByteBuffer header, boolean greyPalette) {
        long width = Integer.toUnsignedLong(header.getInt(0));
        long height = Integer.toUnsignedLong(header.getInt(4));
        int colours = header.get(9);
        if (width < 1 || height < 1 || Math.max(width, height) > MAX_PIXELS || width * height > MAX_PIXELS) {
            throw InputException.wrongValue(file.toString(), "the size", width + "x" + height,
                    "1x1 or more, and at most " + MAX_PIXELS + " pixels");
        }
        return new PngFile((int) width, (int) height,
                colours == INDEXED ? greyPalette : (colours & COLOUR) == 0);
    }

    private static void requireSum(Path file, ByteBuffer bytes, int start, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes.slice(start + 4, 4 + length));
        if ((int) sum.getValue() != bytes.getInt(start + 8 + length)) {
            throw new InputException(file + ": is a corrupted PNG image, expected another checksum of the chunk at"
                    + " byte "
                    + start);
        }
    }

    private static boolean isGrey(ByteBuffer palette) {
        for (int entry = 0; entry + 2 < palette.limit(); entry += 3) {
            if (palette.get(entry) != palette.get(entry + 1) || palette.get(entry) != palette.get(entry + 2)) {
                return false;
            }
        }
        return true;
    }

    private static int chunk(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /**
     * Unpacks the pixels of a file that was read.
     *
     * @param before an image that is no longer used and may be overwritten, if it is of the same form
     * @throws InputException if they are damaged
     */
    static BufferedImage image(Path file, Optional<BufferedImage> before) {
        ImageReader reader = reader();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(
                new ByteArrayInputStream(KIND.bytes(file)))) {
            // Texts and profiles are ignored: a few bytes of them may unpack to gigabytes.
            reader.setInput(in, true, true);
            ImageReadParam how = reader.getDefaultReadParam();
            before.filter(image -> isOfItsForm(reader, image)).ifPresent(how::setDestination);
            return reader.read(0, how);
        } catch (IOException | RuntimeException e) {
            throw e instanceof InputException bad
                    ? bad
                    : new InputException(file + ": is truncated or not a PNG image, expected a complete one", e);
        } finally {
            reader.dispose();
        }
    }

    private static boolean isOfItsForm(ImageReader reader, BufferedImage image) {
        try {
            ImageTypeSpecifier form = reader.getImageTypes(0).next();
            return image.getWidth() == reader.getWidth(0) && image.getHeight() == reader.getHeight(0)
                    && image.getColorModel().equals(form.getColorModel())
                    && image.getSampleModel().equals(form.getSampleModel(image.getWidth(), image.getHeight()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImageReader reader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        return readers.next();
    }
}
