package xnorsim.nir.graph;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;

/**
 * Reads a graph from an HDF5 file; any bad content leads to an error message about the file.
 */
public final class HdfReader {
    /** What the library says of values in other files; it does not say of which data set. */
    private static final Pattern ELSEWHERE = Pattern.compile("Virtual storage|External Data Files");
    private static final Pattern NODE = Pattern.compile("for group '/node/nodes/([^/']+)/'");
    private static final FileKind KIND = new FileKind("a NIR graph", 1L << 28);
    /** Of one data set. */
    private static final long MAX_BYTES = (long) NirGraph.MAX_NUMBERS * Double.BYTES;
    private static final int MAX_DEPTH = 16;
    /** A damaged file may lead the library round in a ring. */
    private static final int MAX_SECONDS = 30;
    private static final int MAX_CAUSES = 8;
    private static final int MAX_REASON = 160;
    /** The kind of data space that has no element, not even one. */
    private static final int NULL_SPACE = 2;

    private final HdfFile root;
    /** Elements of all data sets read so far. */
    private double numbers;
    private int nodeCount;
    private Optional<ObjectHeader> last = Optional.empty();

    private HdfReader(HdfFile root) {
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read or holds no graph
     */
    public static NirGraph read(Path file) {
        byte[] bytes = KIND.bytes(file);
        CompletableFuture<NirGraph> graph = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().daemon().name("hdf5").unstarted(() -> {
            try {
                graph.complete(graph(file, bytes));
            } catch (InputException e) {
                graph.completeExceptionally(e);
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError | InternalError e) {
                graph.completeExceptionally(failure(file, e));
            }
        });
        reader.start();
        try {
            return graph.get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InputException bad ? bad : failure(file, e);
        } catch (TimeoutException e) {
            reader.interrupt();
            throw new InputException(file + ": is corrupted: reading it does not terminate", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(file + ": not read: interrupted", e);
        }
    }

    /** Distinguishes what the library does not support from what is corrupted. */
    private static InputException failure(Path file, Throwable cause) {
        List<String> reasons = new ArrayList<>();
        boolean unknown = false;
        Throwable at = cause;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            unknown |= at instanceof UnsupportedHdfException;
            String message = at.getMessage();
            if (message != null && reasons.stream().noneMatch(known -> known.contains(message))) {
                reasons.add(message.replaceAll("[^ -~]+", " ").replaceAll(" at address:? '?-?[0-9]+'?", ""));
            }
            at = at.getCause();
        }
        String all = cause instanceof OutOfMemoryError
                ? "it declares more than fits into memory"
                : cause instanceof StackOverflowError
                        ? "it is nested endlessly"
                        : reasons.isEmpty() ? "its structure is broken" : String.join(": ", reasons);
        Matcher elsewhere = ELSEWHERE.matcher(all);
        if (elsewhere.find()) {
            Matcher node = NODE.matcher(all);
            return new InputException(file + ": " + (node.find() ? "node " + node.group(1) : "one of its nodes")
                    + ": holds " + (elsewhere.group().startsWith("V") ? "a virtual" : "an external")
                    + " data set, stored in other files, expected values in this file", cause);
        }
        String reason = all.length() > MAX_REASON ? all.substring(0, MAX_REASON) + "..." : all;
        return new InputException(unknown
                ? file + ": uses unsupported storage (" + reason
                        + "), expected a file as written by h5py"
                        + " by default"
                : file + ": is corrupted or not an HDF5 file (" + reason + "), expected a NIR graph", cause);
    }

    private static NirGraph graph(Path file, byte[] bytes) {
        try (HdfFile root = HdfFile.fromBytes(bytes)) {
            return new HdfReader(root).graph();
        } catch (InputException e) {
            throw String.valueOf(e.getMessage()).startsWith(file.toString()) ? e : e.in(file);
        }
    }

    private NirGraph graph() {
        Map<String, Node> top = root.getChildren();
        Group graph = group("the file", "node", child("the file", root, "node", "the group of a NIR graph"));
        requireGraph("node", graph);
        Map<String, String> notes = new HashMap<>();
        Map<String, Tensor> numbers = new HashMap<>();
        if (graph.getChildren().get("metadata") instanceof Group metadata) {
            notes(metadata, notes, numbers);
        }
        String version = top.get("version") instanceof Dataset data ? text("version", data) : "unknown";
        return graph("", graph, 0).with(version, notes, numbers);
    }

    private void requireGraph(String place, Group graph) {
        String type = text(place + ": type", dataset(place, graph, "type"));
        if (!type.equals(NirGraph.TYPE)) {
            throw InputException.wrongValue(place, "type", type, NirGraph.TYPE);
        }
        for (String member : graph.getChildren().keySet()) {
            if (!NirGraph.MEMBERS.contains(member)) {
                throw InputException.unknown(place, "member", member, NirGraph.MEMBERS);
            }
        }
    }

    /**
     * The nodes and edges of a graph, those of graphs in it included.
     *
     * @param name of its node; empty for that of the file
     */
    private NirGraph graph(String name, Group graph, int depth) {
        String place = name.isEmpty() ? "node" : NirNode.where(name, NirGraph.TYPE);
        if (depth > MAX_DEPTH) {
            throw new InputException(place + ": is nested in more than " + MAX_DEPTH + " graphs, expected fewer");
        }
        Map<String, NirNode> nodes = new TreeMap<>();
        Map<String, NirGraph> inner = new TreeMap<>();
        Group group = group(place, "nodes", child(place, graph, "nodes", "the group of its nodes"));
        nodeCount += group.getChildren().size();
        if (nodeCount > NirGraph.MAX_NODES) {
            throw InputException.wrongValue(place, "the number of nodes", nodeCount, "at most " + NirGraph.MAX_NODES);
        }
        for (String key : group.getChildren().keySet()) {
            String node = name.isEmpty() ? key : name + "." + key;
            Group members = group("nodes", key, child("nodes", group, key, "a node"));
            String type = text("node " + node + ": type", dataset("node " + node, members, "type"));
            if (type.equals(NirGraph.TYPE)) {
                requireGraph(NirNode.where(node, type), members);
                inner.put(node, graph(node, members, depth + 1));
            } else {
                nodes.put(node, node(node, type, members));
            }
        }
        List<NirGraph.Edge> edges = edges(place, dataset(place, graph, "edges"), name.isEmpty() ? "" : name + ".");
        return Subgraphs.inlined(nodes, edges, inner);
    }

    private NirNode node(String name, String type, Group group) {
        Map<String, Tensor> arrays = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        String where = NirNode.where(name, type);
        for (String key : group.getChildren().keySet()) {
            switch (child(where, group, key, "a data set")) {
                case Dataset data -> {
                    HdfElements elements = elements(where + ": " + key, data);
                    if (elements.areTexts()) {
                        texts.put(key, text(where + ": " + key, data));
                    } else {
                        arrays.put(key, tensor(where + ": " + key, data));
                    }
                }
                case Group notes when NirNode.NOTES.contains(key) -> {
                    // Metadata, and types implied by the nodes before and after.
                }
                default -> throw InputException.wrongValue(where, key, "a group", "a data set");
            }
        }
        texts.remove("type");
        return new NirNode(name, type, arrays, texts);
    }

    /** Metadata may hold anything; only strings and numbers are used. */
    private void notes(Group metadata, Map<String, String> notes, Map<String, Tensor> numbers) {
        metadata.getChildren().forEach((key, child) -> {
            if (child instanceof Dataset data && !child.isLink() && isNote(data)) {
                String place = "metadata: " + key;
                if (elements(place, data).areTexts()) {
                    notes.put(key, text(place, data));
                } else {
                    Tensor tensor = tensor(place, data);
                    numbers.put(key, tensor);
                    if (tensor.values().length == 1) {
                        notes.put(key, Double.toString(tensor.values()[0]));
                    }
                }
            }
        });
    }

    private boolean isNote(Dataset data) {
        return !header(data).getMessageOfType(DataTypeMessage.class).isMessageShared()
                && switch (data.getDataType()) {
                    case StringData text -> data.getSize() == 1;
                    case VariableLength variable -> variable.isVariableLengthString() && data.getSize() == 1;
                    case FixedPoint whole -> true;
                    case FloatingPoint real -> true;
                    default -> false;
                };
    }

    private static Group group(String place, String name, Node child) {
        if (child instanceof Group group) {
            return group;
        }
        throw InputException.wrongValue(place, name, "a data set", "a group");
    }

    private static Dataset dataset(String place, Group parent, String name) {
        if (child(place, parent, name, "a data set of a NIR graph") instanceof Dataset data) {
            return data;
        }
        throw InputException.wrongValue(place, name, "a group", "a data set");
    }

    private static Node child(String place, Group parent, String name, String expected) {
        Node child = parent.getChildren().get(name);
        if (child == null) {
            throw InputException.missing(place, name, expected);
        }
        if (child.isLink()) {
            throw InputException.wrongValue(place, name, "a link", "the data itself");
        }
        return child;
    }

    private String text(String place, Dataset data) {
        String[] texts = texts(place, data);
        if (texts.length != 1) {
            throw InputException.wrongValue(place, "it", texts.length + " strings", "one string");
        }
        return texts[0].strip();
    }

    private String[] texts(String place, Dataset data) {
        HdfElements elements = elements(place, data);
        if (!elements.areTexts()) {
            throw InputException.wrongValue(place, "it", "no string", "a string");
        }
        return elements.texts(root, bytes(place, data));
    }

    private List<NirGraph.Edge> edges(String place, Dataset data, String prefix) {
        List<NirGraph.Edge> edges = new ArrayList<>();
        int[] shape = data.getDimensions();
        if (data.getSize() == 0) {
            // Without edges, h5py writes an empty list of numbers.
            return edges;
        }
        if (shape.length != 2 || shape[1] != 2) {
            throw InputException.wrongValue(place, "the shape of edges", Tensor.text(shape),
                    "two names an edge, (edges, 2)");
        }
        String[] names = texts(place + ": edges", data);
        for (int i = 0; i < names.length; i += 2) {
            edges.add(new NirGraph.Edge(prefix + names[i], prefix + names[i + 1]));
        }
        return edges;
    }

    private Tensor tensor(String place, Dataset data) {
        HdfElements elements = elements(place, data);
        return new Tensor(data.getDimensions().clone(), elements.numbers(bytes(place, data)));
    }

    private HdfElements elements(String place, Dataset data) {
        if (header(data).getMessageOfType(DataTypeMessage.class).isMessageShared()) {
            throw InputException.wrongValue(place, "the type", "one with a name in the file",
                    "an unnamed type, as h5py writes by default");
        }
        return new HdfElements(place, data.getDataType());
    }

    /** The description of a data set; the last one is cached, as it is requested several times in a row. */
    private ObjectHeader header(Dataset data) {
        ObjectHeader header = last.filter(known -> known.getAddress() == data.getAddress()).orElseGet(
                () -> ObjectHeader.readObjectHeader(root.getHdfBackingStorage(), data.getAddress()));
        last = Optional.of(header);
        return header;
    }

    /** The stored elements; a data set is refused before anything of its size is allocated. */
    private byte[] bytes(String place, Dataset data) {
        if (header(data).getMessageOfType(DataSpaceMessage.class).getDataSpace().getType() == NULL_SPACE) {
            throw InputException.wrongValue(place, "it", "empty (h5py.Empty)", "numbers or a string");
        }
        double elements = 1;
        for (long size : data.getDimensionsAsLong()) {
            elements *= size < 0 ? Double.POSITIVE_INFINITY : size;
        }
        double chunk = 1;
        if (data instanceof ChunkedDataset chunked) {
            for (int size : chunked.getChunkDimensions()) {
                chunk *= Math.max(size, 1);
            }
        }
        double bytes = Math.max(elements, chunk) * data.getDataType().getSize();
        numbers += elements;
        if (!(numbers <= NirGraph.MAX_NUMBERS) || !(bytes <= MAX_BYTES)) {
            throw InputException.wrongValue(place, "the number of elements so far", Math.max(numbers, chunk),
                    "at most " + NirGraph.MAX_NUMBERS + " in all, and " + MAX_BYTES + " bytes in one data set");
        }
        return HdfStorage.bytes(root, header(data), data, place);
    }
}
