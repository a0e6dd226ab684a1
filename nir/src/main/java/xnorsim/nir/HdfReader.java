package xnorsim.nir;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.datatype.EnumDataType;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import xnorsim.network.FileKind;
import xnorsim.network.InputException;

/** Reads a graph from an HDF5 file; nothing that a file holds makes it fail otherwise than by a complaint about the file. */
final class HdfReader {
    private static final FileKind KIND = new FileKind("a NIR graph", 1L << 28);
    private static final long MOST_NUMBERS = 1L << 24;
    private static final int MOST_NODES = 10_000;
    private static final int MOST_TEXT = 1 << 16;
    /** A damaged file may lead the library round in a ring. */
    private static final int MOST_SECONDS = 30;

    private final Path file;
    private long numbers;

    private HdfReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read or holds no graph
     */
    static NirGraph read(Path file) {
        byte[] bytes = KIND.bytes(file);
        CompletableFuture<NirGraph> graph = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().daemon().name("hdf5").unstarted(() -> {
            try {
                graph.complete(new HdfReader(file).graph(bytes));
            } catch (InputException e) {
                graph.completeExceptionally(e);
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError | InternalError e) {
                graph.completeExceptionally(corrupted(file, e));
            }
        });
        reader.start();
        try {
            return graph.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InputException bad ? bad : corrupted(file, e);
        } catch (TimeoutException e) {
            reader.interrupt();
            throw new InputException(file + ": is corrupted: reading it does not come to an end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(file + ": was not read: interrupted", e);
        }
    }

    private static InputException corrupted(Path file, Throwable cause) {
        String reason = cause instanceof OutOfMemoryError
                ? "it declares more than memory holds"
                : cause instanceof StackOverflowError
                        ? "it is nested without end"
                        : Objects.requireNonNullElse(cause.getMessage(), "its structure is broken")
                                .replaceAll("\\s+", " ");
        return new InputException(file + ": is corrupted or no HDF5 file ("
                + (reason.length() > 120 ? reason.substring(0, 120) + "..." : reason) + "), expected a NIR graph",
                cause);
    }

    private NirGraph graph(byte[] bytes) {
        try (HdfFile root = HdfFile.fromBytes(bytes)) {
            Group graph = group(root, "node");
            String type = text(dataset(graph, "type"));
            if (!type.equals("NIRGraph")) {
                throw InputException.wrongValue(file.toString(), "node/type", type, "NIRGraph");
            }
            Map<String, NirNode> nodes = new TreeMap<>();
            Group group = group(graph, "nodes");
            if (group.getChildren().size() > MOST_NODES) {
                throw InputException.wrongValue(file.toString(), "the number of nodes", group.getChildren().size(),
                        "at most " + MOST_NODES);
            }
            for (String name : group.getChildren().keySet()) {
                nodes.put(name, node(name, group(group, name)));
            }
            String version = root.getChildren().containsKey("version") ? text(dataset(root, "version")) : "unknown";
            return new NirGraph(nodes, edges(dataset(graph, "edges")), version, metadata(graph));
        } catch (InputException e) {
            throw String.valueOf(e.getMessage()).startsWith(file.toString()) ? e : e.in(file);
        }
    }

    private NirNode node(String name, Group group) {
        Map<String, Tensor> arrays = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
            if (child.getValue().isLink()) {
                throw link(child.getKey());
            }
            if (child.getValue() instanceof Dataset data) {
                if (data.getJavaType() == String.class && !(data.getDataType() instanceof EnumDataType)) {
                    texts.put(child.getKey(), text(data));
                } else if (!data.isEmpty()) {
                    arrays.put(child.getKey(), tensor(name + "/" + child.getKey(), data));
                }
            }
        }
        String type = texts.get("type");
        if (type == null) {
            throw InputException.missing("node " + name, "type", "the name of a type of NIR");
        }
        return new NirNode(name, type, arrays, texts);
    }

    private Map<String, String> metadata(Group graph) {
        Map<String, String> notes = new HashMap<>();
        if (graph.getChildren().get("metadata") instanceof Group group) {
            for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
                if (child.getValue() instanceof Dataset data && !child.getValue().isLink() && data.getSize() == 1) {
                    notes.put(child.getKey(), data.getJavaType() == String.class
                            ? text(data)
                            : Double.toString(tensor(child.getKey(), data).values()[0]));
                }
            }
        }
        return notes;
    }

    private Group group(Group parent, String name) {
        if (child(parent, name, "a group") instanceof Group group) {
            return group;
        }
        throw InputException.wrongValue(file.toString(), name, "something else", "a group");
    }

    private Dataset dataset(Group parent, String name) {
        if (child(parent, name, "a data set") instanceof Dataset data) {
            return data;
        }
        throw InputException.wrongValue(file.toString(), name, "something else", "a data set");
    }

    private Node child(Group parent, String name, String expected) {
        Node child = parent.getChildren().get(name);
        if (child == null) {
            throw InputException.missing(file.toString(), name, expected + " of a NIR graph");
        }
        if (child.isLink()) {
            throw link(name);
        }
        return child;
    }

    private InputException link(String name) {
        return InputException.wrongValue(file.toString(), name, "a link", "the data itself");
    }

    private String text(Dataset data) {
        requireSize(data.getName(), data);
        if (data.getSize() != 1 || data.getSizeInBytes() > MOST_TEXT) {
            throw InputException.wrongValue(file.toString(), data.getName(), data.getSize() + " elements",
                    "one string");
        }
        Object value = data.getData();
        while (value != null && value.getClass().isArray() && Array.getLength(value) == 1) {
            value = Array.get(value, 0);
        }
        if (!(value instanceof String text)) {
            throw InputException.wrongValue(file.toString(), data.getName(), "no string", "a string");
        }
        return text.replace("\0", "").strip();
    }

    private List<NirGraph.Edge> edges(Dataset data) {
        requireSize("edges", data);
        List<NirGraph.Edge> edges = new ArrayList<>();
        if (data.isEmpty() || data.getSize() == 0) {
            return edges;
        }
        if (!(data.getData() instanceof String[][] pairs)) {
            throw InputException.wrongValue(file.toString(), "edges", "no table of strings",
                    "two names an edge, shape (edges, 2)");
        }
        for (String[] pair : pairs) {
            if (pair.length != 2) {
                throw InputException.wrongValue(file.toString(), "the length of an edge", pair.length, "2");
            }
            edges.add(new NirGraph.Edge(pair[0].replace("\0", ""), pair[1].replace("\0", "")));
        }
        return edges;
    }

    private Tensor tensor(String name, Dataset data) {
        requireSize(name, data);
        double[] values = numbers(name, data.isScalar() ? data.getData() : data.getDataFlat());
        int[] shape = data.getDimensions();
        long expected = 1;
        for (int size : shape) {
            expected *= size;
        }
        if (values.length != expected) {
            throw InputException.wrongValue(file.toString(), "the number of elements of " + name, values.length,
                    Long.toString(expected));
        }
        return new Tensor(shape.clone(), values);
    }

    /** Refuses a data set before anything of its size is allocated. */
    private void requireSize(String name, Dataset data) {
        double elements = 1;
        for (long size : data.getDimensionsAsLong()) {
            elements *= Math.max(size, 0);
        }
        double chunk = 1;
        if (data instanceof ChunkedDataset chunked) {
            for (int size : chunked.getChunkDimensions()) {
                chunk *= Math.max(size, 1);
            }
        }
        numbers += (long) Math.min(elements, 1e15);
        if (numbers > MOST_NUMBERS || Math.max(elements, chunk) > MOST_NUMBERS) {
            throw InputException.wrongValue(file.toString(), "the number of elements up to " + name,
                    Math.max((double) numbers, Math.max(elements, chunk)), "at most " + MOST_NUMBERS + " in all");
        }
    }

    /** h5py writes truth values as an enumeration of these two words. */
    private double[] truths(String name, String[] words) {
        double[] values = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = switch (words[i]) {
                case "TRUE" -> 1;
                case "FALSE" -> 0;
                default -> throw InputException.wrongValue(file.toString(), name, words[i],
                        "integers, floating point or truth values");
            };
        }
        return values;
    }

    private double[] numbers(String name, @Nullable Object data) {
        return switch (data) {
            case String[] words -> truths(name, words);
            case String word -> truths(name, new String[]{word});
            case double[] values -> values;
            case Number one -> new double[]{one.doubleValue()};
            case float[] values -> converted(values);
            case long[] values -> converted(values);
            case int[] values -> converted(values);
            case short[] values -> converted(values);
            case byte[] values -> converted(values);
            case null, default -> throw InputException.wrongValue(file.toString(), name, "not of numbers",
                    "integers or floating point");
        };
    }

    private static double[] converted(Object values) {
        double[] converted = new double[Array.getLength(values)];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = Array.getDouble(values, i);
        }
        return converted;
    }
}
