package xnorsim.network.data;

import java.util.List;

/** The two parts of a data set. */
public enum Split {
    TRAIN("train", "train"), TEST("t10k", "test");

    private final String prefix;
    private final String folder;

    Split(String prefix, String folder) {
        this.prefix = prefix;
        this.folder = folder;
    }

    /** Folder of this part among images of one's own. */
    String folderName() {
        return folder;
    }

    /**
     * All names that a file of a standard name may have: compressed or not, with the dash of MNIST's archive or the dot
     * of what it unpacks to.
     */
    public static List<String> variants(String name) {
        String dotted = name.replace("-idx", ".idx");
        return List.of(name, name + IdxFile.COMPRESSED, dotted, dotted + IdxFile.COMPRESSED);
    }

    /** Standard name of the file of images, without {@code .gz}. */
    public String imagesName() {
        return prefix + "-images-idx3-ubyte";
    }

    /** Standard name of the file of labels, without {@code .gz}. */
    public String labelsName() {
        return prefix + "-labels-idx1-ubyte";
    }
}
