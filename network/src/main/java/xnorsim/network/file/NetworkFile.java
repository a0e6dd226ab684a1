package xnorsim.network.file;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.network.Network;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpzFile;

/**
 * The contents of a model file; docs/model-file.md describes the format.
 *
 * @param network the network
 * @param metadata metadata such as the command that trained it, seed, accuracy, licence; in the file's order
 */
public record NetworkFile(Network network, Map<String, String> metadata) {
    static final String FORMAT = "xnorsim-network";
    static final int VERSION = 1;
    /** A model file; its arrays together are no larger. Weights of 0 and 1 take a byte each. */
    public static final FileKind KIND = new FileKind("a model file", 192L << 20);
    /** Name of the array that holds the JSON description. */
    static final String DESCRIPTION = "model";

    public NetworkFile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a model file.
     *
     * @throws InputException if it is missing, corrupted, of another version, or describes no valid network
     */
    public static NetworkFile read(Path file) {
        ForeignFile.refuseAsModel(file);
        var arrays = NpzFile.read(file, KIND);
        try {
            return new NetworkReader(new ArrayEntries(file.toString(), arrays)).read();
        } catch (InputException e) {
            throw String.valueOf(e.getMessage()).startsWith(file.toString()) ? e : e.in(file);
        }
    }

    /**
     * Builds a network from the arrays of a model file stored elsewhere.
     *
     * @param where prefix of every error message
     * @throws InputException if they describe no valid network
     */
    public static NetworkFile of(String where, Map<String, NpyArray> arrays) {
        return new NetworkReader(new ArrayEntries(where, arrays)).read();
    }

    /** The arrays of the model file of a network without free notes, in the order of the file. */
    public static SequencedMap<String, NpyArray> arrays(Network network) {
        return NetworkWriter.arrays(network, Map.of());
    }

    /**
     * Writes or replaces a model file atomically. The same network and metadata give the same bytes.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Network network, Map<String, String> metadata) {
        NpzFile.write(file, NetworkWriter.arrays(network, metadata));
    }
}
