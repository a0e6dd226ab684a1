package xnorsim.network.data;

/** The two parts of a data set. */
public enum Split {
    TRAIN("train"), TEST("t10k");

    private final String prefix;

    Split(String prefix) {
        this.prefix = prefix;
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
