package xnorsim.network.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import xnorsim.base.InputException;
import xnorsim.network.Shape;

/**
 * Images of one's own: {@code train/CLASS/*.png} and {@code test/CLASS/*.png}. Classes are numbered in the order of
 * their names in {@code train}, where that is there, so that both parts agree; images follow one another by class and
 * name; names that are whole numbers are ordered as numbers. All images have one size; if all of a part are grey they
 * have one channel, else red, green and blue. Transparency is ignored.
 */
final class PngFolders {
    private static final int MAX_CLASSES = 256;
    private static final Comparator<Path> ORDER = Comparator.comparing(PngFolders::sortKey);

    private PngFolders() {}

    static boolean isIn(Path folder, Split split) {
        return Files.isDirectory(folder.resolve(split.folderName()));
    }

    /**
     * Reads a part.
     *
     * @throws InputException if there is no image, one cannot be read, sizes differ, or the test images have a class
     *         that the training images have not
     */
    static LabelledImages read(Path folder, Split split) {
        Path part = folder.resolve(split.folderName());
        List<Path> classes = sorted(part, Files::isDirectory);
        if (classes.isEmpty() || classes.size() > MAX_CLASSES) {
            throw InputException.wrongValue(part.toString(), "the number of folders", classes.size(),
                    "a folder for each class, 1.." + MAX_CLASSES);
        }
        List<String> trained = isIn(folder, Split.TRAIN)
                ? names(sorted(folder.resolve(Split.TRAIN.folderName()), Files::isDirectory))
                : List.of();
        List<String> numbered = trained.isEmpty() ? names(classes) : trained;
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Path named : classes) {
            int label = numbered.indexOf(String.valueOf(named.getFileName()));
            if (label < 0) {
                throw new InputException(named + ": is a class without training images, expected "
                        + InputException.oneOf(numbered));
            }
            List<Path> images = sorted(named, file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".png"));
            if (images.isEmpty()) {
                throw new InputException(named + ": has no *.png file, expected the images of a class");
            }
            for (Path image : images) {
                files.add(image);
                labels.add(label);
            }
        }
        return read(files, labels, numbered.size());
    }

    private static List<String> names(List<Path> folders) {
        return folders.stream().map(folder -> String.valueOf(folder.getFileName())).toList();
    }

    private static LabelledImages read(List<Path> files, List<Integer> labels, int classes) {
        Shape shape = shape(files);
        byte[] pixels = new byte[files.size() * shape.size()];
        byte[] classOf = new byte[files.size()];
        Optional<BufferedImage> image = Optional.empty();
        for (int i = 0; i < classOf.length; i++) {
            image = Optional.of(PngFile.image(files.get(i), image));
            copy(image.get(), shape, pixels, i * shape.size());
            classOf[i] = labels.get(i).byteValue();
        }
        return new LabelledImages(shape, pixels, classOf, classes);
    }

    /** Checks type and total size of all files before the first one is unpacked. */
    private static Shape shape(List<Path> files) {
        Optional<PngFile> first = Optional.empty();
        boolean grey = true;
        for (Path file : files) {
            PngFile image = PngFile.read(file);
            PngFile model = first.orElse(image);
            if (image.height() != model.height() || image.width() != model.width()) {
                throw InputException.wrongValue(file.toString(), "the size", image.width() + "x" + image.height(),
                        model.width() + "x" + model.height() + " as of " + files.getFirst());
            }
            Checksums.verify(file);
            first = Optional.of(model);
            grey &= image.grey();
        }
        Shape shape = LabelledImages.shape(files.getFirst(), grey ? 1 : 3, first.orElseThrow().height(),
                first.orElseThrow().width());
        if ((long) files.size() * shape.size() > LabelledImages.MAX_PIXELS) {
            throw new InputException(files.getFirst() + ": with the other images it makes "
                    + (long) files.size() * shape.size() + " bytes of pixels, expected at most "
                    + LabelledImages.MAX_PIXELS);
        }
        return shape;
    }

    private static void copy(BufferedImage image, Shape shape, byte[] into, int start) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int bits = raster.getSampleModel().getSampleSize(0);
        int[] line = new int[bands * shape.width()];
        for (int row = 0; row < shape.height(); row++) {
            raster.getPixels(0, row, shape.width(), 1, line);
            for (int column = 0; column < shape.width(); column++) {
                int rgb = image.getColorModel() instanceof IndexColorModel palette
                        ? palette.getRGB(line[column])
                        : rgb(line, bands * column, bands, bits);
                for (int channel = 0; channel < shape.channels(); channel++) {
                    into[start + shape.index(channel, row, column)] = (byte) (rgb >> (16 - 8 * channel));
                }
            }
        }
    }

    /**
     * A pixel's samples in 8 bits each. Grey ones as stored, of 16 bits the upper half; colours rounded, as Java does.
     * Java's own conversion takes a grey image to another gamma, and makes an object of every pixel.
     */
    private static int rgb(int[] samples, int at, int bands, int bits) {
        if (bands <= 2) {
            return (samples[at] >> Math.max(0, bits - Byte.SIZE)) * 0x010101;
        }
        int rgb = 0;
        for (int band = 0; band < 3; band++) {
            int sample = samples[at + band];
            rgb = rgb << Byte.SIZE | (bits == Byte.SIZE ? sample : (int) ((float) sample / 0xffff * 0xff + 0.5f));
        }
        return rgb;
    }

    private static List<Path> sorted(Path folder, java.util.function.Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted(ORDER).toList();
        } catch (IOException e) {
            throw InputException.unreadable(folder, e);
        }
    }

    /** The name with the first run of digits padded, so that 10 follows 9. */
    private static String sortKey(@Nullable Path path) {
        String name = path == null ? "" : String.valueOf(path.getFileName());
        String stem = name.replaceFirst("\\.[^.]*$", "");
        return stem.matches("[0-9]{1,18}") ? "0".repeat(18 - stem.length()) + stem : name;
    }
}
