package xnorsim.network.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

import xnorsim.base.InputException;
import xnorsim.network.Shape;

/** Images of one size, each with a label: grey, or of red, green and blue planes. */
public final class LabelledImages {
    /** Most bytes of the pixels of a part of a data set; the largest of EMNIST's have 547 million. */
    static final int MAX_PIXELS = 640 << 20;

    private final Shape shape;
    private final byte[] pixels;
    private final byte[] labels;
    private final int classes;

    /**
     * Images one after another.
     *
     * @param shape shape of one image
     * @param pixels brightness of all pixels, unsigned; not copied, not to be modified
     * @param labels label of every image, unsigned; not copied, not to be modified
     */
    public LabelledImages(Shape shape, byte[] pixels, byte[] labels) {
        this(shape, pixels, labels, 1 + most(labels));
    }

    /**
     * Images one after another, as above.
     *
     * @param classes number of classes, above every label
     */
    public LabelledImages(Shape shape, byte[] pixels, byte[] labels, int classes) {
        if (pixels.length != (long) shape.size() * labels.length) {
            throw InputException.wrongValue("images", "the number of pixels", pixels.length,
                    labels.length + " images of " + shape);
        }
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.classes = classes;
        if (most(labels) >= classes) {
            throw InputException.wrongValue("images", "the largest label", most(labels), "0.." + (classes - 1));
        }
    }

    /** The shape of the images of a file. */
    static Shape shape(Path file, int channels, int height, int width) {
        try {
            return new Shape(channels, height, width);
        } catch (InputException e) {
            throw e.in(file);
        }
    }

    private static int most(byte[] labels) {
        int most = 0;
        for (byte label : labels) {
            most = Math.max(most, Byte.toUnsignedInt(label));
        }
        return most;
    }

    /**
     * Reads a part of a data set: the idx files of MNIST and its like, plain or compressed (.gz); CIFAR-10 or CIFAR-100
     * in their binary layout, as files or as their archive; or {@code train/CLASS/*.png} and {@code test/CLASS/*.png}.
     * A file listed in {@code SHA256SUMS} beside it must have the sum given there; a CIFAR file that has not all its
     * images must be listed.
     *
     * @param place the folder, or the archive
     * @throws InputException if a file is missing or broken, images and labels differ in number, or there are no images
     */
    public static LabelledImages read(Path place, Split split) {
        if (!Files.exists(place)) {
            throw new InputException(place + ": there is no such file or folder, expected " + layouts(split));
        }
        Optional<Cifar.Place> cifar = Cifar.find(place);
        if (cifar.isPresent()) {
            return cifar.get().kind().read(cifar.get().path(), split);
        }
        if (PngFolders.isIn(place, split)) {
            return PngFolders.read(place, split);
        }
        if (Stream.of(split.imagesName(), split.labelsName()).noneMatch(name -> IdxFile.isIn(place, name))) {
            for (Split other : Split.values()) {
                if (PngFolders.isIn(place, other)) {
                    throw InputException.missing(place.toString(), "folder " + split.folderName(),
                            split.folderName() + "/CLASS/*.png beside " + other.folderName());
                }
            }
            throw new InputException(place + ": has no images" + (Files.isDirectory(place) ? "" : ", it is a file")
                    + ", expected " + layouts(split));
        }
        return read(IdxFile.find(place, split.imagesName()), IdxFile.find(place, split.labelsName()));
    }

    private static String layouts(Split split) {
        return "a folder with " + split.imagesName() + " and " + split.labelsName() + " (or their .gz), CIFAR-10 or "
                + "CIFAR-100 in the binary version (folder or .tar.gz), or a folder with " + split.folderName()
                + "/CLASS/*.png";
    }

    /**
     * Reads an idx3 file of images and an idx1 file of labels, plain or compressed (.gz).
     *
     * @throws InputException if a file is missing or broken, or images and labels differ in number
     */
    public static LabelledImages read(Path imagesFile, Path labelsFile) {
        IdxFile images = IdxFile.read(imagesFile, 3);
        IdxFile labels = IdxFile.read(labelsFile, 1);
        if (images.sizes()[0] != labels.sizes()[0]) {
            throw InputException.wrongValue(labelsFile.toString(), "the number of labels", labels.sizes()[0],
                    images.sizes()[0] + ", the number of images in " + imagesFile);
        }
        Shape shape = shape(imagesFile, 1, images.sizes()[1], images.sizes()[2]);
        return new LabelledImages(shape, images.elements(), labels.elements());
    }

    /**
     * Writes compressed files of the standard names into a folder; with the same Java the same images give the same
     * bytes.
     */
    public void write(Path folder, Split split) {
        int[] sizes = {count(), shape.height(), shape.width()};
        new IdxFile(sizes, pixels).write(folder.resolve(split.imagesName() + IdxFile.COMPRESSED));
        new IdxFile(new int[]{count()}, labels).write(folder.resolve(split.labelsName() + IdxFile.COMPRESSED));
    }

    /** Images {@code from} to {@code to - 1}. */
    public LabelledImages range(int from, int to) {
        return new LabelledImages(shape, Arrays.copyOfRange(pixels, from * shape.size(), to * shape.size()),
                Arrays.copyOfRange(labels, from, to), classes);
    }

    /**
     * Number of classes: that of the data set, or one more than the largest label where only files of labels say it.
     */
    public int classes() {
        return classes;
    }

    /** SHA-256 over shape, pixels and labels, in hexadecimal: equal for equal images from any file. */
    public String digest() {
        MessageDigest digest = Checksums.sha256();
        digest.update(shape.toString().getBytes(StandardCharsets.US_ASCII));
        digest.update(pixels);
        digest.update(labels);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many images there are. */
    public int count() {
        return labels.length;
    }

    /** Shape of an image. */
    public Shape shape() {
        return shape;
    }

    /** Brightness of an image's pixels, unsigned; a copy. */
    public byte[] pixels(int image) {
        return Arrays.copyOfRange(pixels, image * shape.size(), (image + 1) * shape.size());
    }

    /** The class of an image. */
    public int label(int image) {
        return Byte.toUnsignedInt(labels[image]);
    }
}
