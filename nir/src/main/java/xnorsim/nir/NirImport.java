package xnorsim.nir;

import java.nio.file.Path;
import xnorsim.network.InputException;

/** Makes networks from NIR files. */
public final class NirImport {
    private NirImport() {}

    /**
     * Reads a file.
     *
     * @param name    the network's name
     * @param options what the graph leaves open
     * @throws InputException if the file is no graph, or one that the hardware cannot express; the node is named
     */
    public static Imported read(Path file, String name, ImportOptions options) {
        NirGraph graph = HdfReader.read(file);
        try {
            return new GraphImport(graph, options).network(name);
        } catch (InputException e) {
            throw e.in(file);
        } catch (ArithmeticException e) {
            throw new InputException(file + ": a kernel or a stride is too large, expected less than 2^31", e);
        }
    }
}
