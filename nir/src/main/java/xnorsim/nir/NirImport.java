package xnorsim.nir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xnorsim.base.InputException;
import xnorsim.nir.graph.HdfReader;
import xnorsim.nir.graph.NirGraph;

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
            Optional<Imported> own = ModelNotes.read(graph, options);
            if (own.isPresent()) {
                return own.get();
            }
            Imported read = new GraphImport(graph, options).network(name);
            if (ModelNotes.areIn(graph)) {
                List<Imported.Note> notes = new ArrayList<>(read.notes());
                notes.addFirst(
                        new Imported.Note("notes", "assumed", "metadata ignored, as they disagree with the graph or"
                                + " an option: numbers are taken from the graph"));
                return new Imported(read.network(), notes);
            }
            return read;
        } catch (InputException e) {
            throw e.in(file);
        } catch (ArithmeticException e) {
            throw new InputException(file + ": a kernel or a stride is too large, expected less than 2^31", e);
        }
    }
}
