package xnorsim.network.data;

import java.nio.file.Path;
import java.util.Arrays;

import xnorsim.network.InputException;
import xnorsim.network.Shape;

/** Grey images of one size, each with a label. */
public final class LabelledImages {
    private final Shape shape;
    private final byte[] pixels;
    private final byte[] labels;

    /**
     * Images one after another.
     *
     * @param shape shape of one image
     * @param pixels brightness of all pixels, unsigned; not copied, not to be modified
     * @param labels label of every image, unsigned; not copied, not to be modified
     */
    public LabelledImages(Shape shape, byte[] pixels, byte[] labels) {
        if (pixels.length != (long) shape.size() * labels.length) {
            throw InputException.wrongValue("images", "the number of pixels", pixels.length,
                    labels.length + " images of " + shape);
        }
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Reads a part of a data set from a folder with files of the standard names, plain or compressed (.gz).
     *
     * @throws InputException if a file is missing or broken, or images and labels differ in number
     */
    public static LabelledImages read(Path folder, Split split) {
        return read(IdxFile.find(folder, split.imagesName()), IdxFile.find(folder, split.labelsName()));
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
                    images.sizes()[0] + " as there are images in " + imagesFile);
        }
        Shape shape = new Shape(1, images.sizes()[1], images.sizes()[2]);
        return new LabelledImages(shape, images.elements(), labels.elements());
    }

    /** Writes compressed files of the standard names into a folder; with the same Java the same images give the same bytes. */
    public void write(Path folder, Split split) {
        int[] sizes = {count(), shape.height(), shape.width()};
        new IdxFile(sizes, pixels).write(folder.resolve(split.imagesName() + IdxFile.COMPRESSED));
        new IdxFile(new int[]{count()}, labels).write(folder.resolve(split.labelsName() + IdxFile.COMPRESSED));
    }

    /** Images {@code from} to {@code to - 1}. */
    public LabelledImages range(int from, int to) {
        return new LabelledImages(shape, Arrays.copyOfRange(pixels, from * shape.size(), to * shape.size()),
                Arrays.copyOfRange(labels, from, to));
    }

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

    public int label(int image) {
        return Byte.toUnsignedInt(labels[image]);
    }
}
