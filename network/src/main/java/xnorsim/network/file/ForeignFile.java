package xnorsim.network.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import xnorsim.base.InputException;

/**
 * File types of other tools that may be mistaken for a model file; recognized by content, else by name.
 */
public enum ForeignFile {
    /** Tensors of PyTorch: a zip around a pickle, or a pickle. */
    PYTORCH("a PyTorch file", "pt|pth|ckpt|pkl|pickle"),
    /** HDF5, which NIR graphs and old Keras models are in. */
    HDF5("an HDF5 file", "nir|h5|hdf5"),
    /** A graph in the Open Neural Network Exchange. */
    ONNX("an ONNX file", "onnx"),
    /** Keras 3: a zip around HDF5. */
    KERAS("a Keras file", "keras"),
    /** TensorFlow. */
    TENSORFLOW("a TensorFlow file", "pb|tflite"),
    /** Tensors of Hugging Face. */
    SAFETENSORS("a safetensors file", "safetensors"),
    /** One array of NumPy. */
    NPY("a single NumPy array", "npy"),
    /** A text of settings. */
    YAML("a YAML file", "ya?ml");

    private static final byte[] HDF5_MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final byte[] ZIP_MAGIC = {'P', 'K'};
    private static final byte[] TFLITE_MAGIC = {'T', 'F', 'L', '3'};
    private static final int PICKLE = 0x80;
    private static final int HEAD = 16;

    private final String description;
    /** Behind the last full stop of a name, as a regular expression. */
    private final String ending;

    ForeignFile(String description, String ending) {
        this.description = description;
        this.ending = ending;
    }

    /** What it is, as in "is a PyTorch file". */
    public String description() {
        return description;
    }

    /**
     * The kind of a regular file, if it is one of these; nothing is said of a zip of NumPy arrays, whatever its name.
     */
    public static Optional<ForeignFile> of(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD);
            if (startsWith(head, 0, ZIP_MAGIC)) {
                return ofZip(file);
            }
            if (startsWith(head, 0, HDF5_MAGIC)) {
                return Optional.of(HDF5);
            }
            if (startsWith(head, 0, NPY_MAGIC)) {
                return Optional.of(NPY);
            }
            if (startsWith(head, 4, TFLITE_MAGIC)) {
                return Optional.of(TENSORFLOW);
            }
            if (head.length > 1 && Byte.toUnsignedInt(head[0]) == PICKLE && head[1] >= 2 && head[1] <= 5) {
                return Optional.of(PYTORCH);
            }
            return named(file);
        } catch (IOException e) {
            // The next reader reports what is wrong with it.
            return Optional.empty();
        }
    }

    /**
     * Rejects such a file in place of a model file and says what to do.
     *
     * @throws InputException if it is one
     */
    public static void refuseAsModel(Path file) {
        of(file).ifPresent(kind -> {
            throw new InputException(file + ": is " + kind.description + ", expected a model file (.npz): "
                    + switch (kind) {
                        case PYTORCH ->
                            "save the network's arrays from Python as docs/model-file.md shows, or as a NIR "
                                    + "graph for `xnorsim import`";
                        case HDF5 -> "`xnorsim import` makes one of a NIR graph";
                        case ONNX, KERAS, TENSORFLOW, SAFETENSORS ->
                            "save the network's arrays from Python as docs/model-file.md shows";
                        case NPY -> "a zip of several arrays, as docs/model-file.md shows";
                        case YAML -> "architectures are given by --arch, studies to `xnorsim explore`";
                    });
        });
    }

    private static Optional<ForeignFile> ofZip(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                String name = entries.nextElement().getName();
                if (name.endsWith(".npy")) {
                    return Optional.empty();
                }
                if (name.equals("data.pkl") || name.endsWith("/data.pkl")) {
                    return Optional.of(PYTORCH);
                }
            }
        }
        return named(file);
    }

    private static Optional<ForeignFile> named(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String last = name.substring(name.lastIndexOf('.') + 1);
        return Arrays.stream(values()).filter(kind -> name.contains(".") && last.matches(kind.ending)).findFirst();
    }

    private static boolean startsWith(byte[] head, int at, byte[] magic) {
        return head.length >= at + magic.length && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
    }
}
