package xnorsim.nir.graph;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import xnorsim.base.InputException;
import xnorsim.base.PendingFile;

/** Writes a graph as an HDF5 file, as NIR's own reader expects it. */
public final class HdfWriter {
    private static final Set<String> WHOLE_NUMBERS = Set.of("shape", "stride", "dilation", "padding", "groups",
            "input_shape", "input_type", "kernel_size", "start_dim", "end_dim");

    private HdfWriter() {}

    /**
     * Writes or replaces a file, whole or not at all.
     *
     * @throws InputException if it cannot be written
     */
    public static void write(Path file, NirGraph graph) {
        try (PendingFile pending = PendingFile.replacing(file)) {
            // The library writes to a path only.
            writeInto(pending.scratch(), graph);
            Files.copy(pending.scratch(), pending.stream());
            pending.keep();
        } catch (UncheckedIOException e) {
            throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
        } catch (IOException e) {
            throw InputException.unwritable(file, e);
        }
    }

    private static void writeInto(Path file, NirGraph graph) {
        try (WritableHdfFile root = HdfFile.write(file)) {
            root.putDataset("version", graph.version());
            WritableGroup node = root.putGroup("node");
            node.putDataset("type", "NIRGraph");
            node.putDataset("edges",
                    graph.edges().stream().map(edge -> new String[]{edge.from(), edge.to()}).toArray(String[][]::new));
            WritableGroup nodes = node.putGroup("nodes");
            for (NirNode each : graph.nodes().values()) {
                WritableGroup group = nodes.putGroup(each.name());
                group.putDataset("type", each.type());
                each.texts().forEach(group::putDataset);
                each.arrays().forEach((name, tensor) -> group.putDataset(name, nested(name, tensor)));
            }
            if (!graph.metadata().isEmpty()) {
                WritableGroup notes = node.putGroup("metadata");
                graph.metadata().forEach(notes::putDataset);
                graph.numbers().forEach((name, tensor) -> notes.putDataset(name, nested(name, tensor)));
            }
        }
    }

    /** Arrays of arrays, of long for whole numbers and of double for all others. */
    public static Object nested(String name, Tensor tensor) {
        Class<?> type = WHOLE_NUMBERS.contains(name) ? long.class : double.class;
        int[] next = {0};
        return fill(type, tensor, 0, next);
    }

    private static Object fill(Class<?> type, Tensor tensor, int dimension, int[] next) {
        if (dimension == tensor.rank()) {
            double value = tensor.values()[next[0]++];
            if (type == long.class) {
                return (long) value;
            }
            return value;
        }
        int length = tensor.shape()[dimension];
        int[] sizes = new int[tensor.rank() - dimension];
        sizes[0] = length;
        Object array = Array.newInstance(type, sizes);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, fill(type, tensor, dimension + 1, next));
        }
        return array;
    }
}
