package xnorsim.nir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import xnorsim.base.InputException;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.npy.NpyArray;
import xnorsim.nir.graph.NirGraph;
import xnorsim.nir.graph.Tensor;

/**
 * What a model file says and a graph cannot, in the notes of the graph's file: the description, and every array but the
 * weights, which the graph holds. With them `import` gives back the same network to the last bit. They count only as
 * long as `export` makes exactly this graph of that network; a graph that was changed since is read as any other.
 */
final class ModelNotes {
    private static final String DESCRIPTION = "xnorsim_model";
    private static final String PARAMETERS = "xnorsim.";
    private static final String MODEL = "model";
    private static final String WEIGHTS = ".weights";
    private static final String SHAPE = ".weights_shape";
    private static final String FRACTION = ".weights_fraction_bits";

    private ModelNotes() {}

    /** Adds the notes about a network to those of its graph. */
    static void write(Network network, Map<String, String> texts, Map<String, Tensor> numbers) {
        NetworkFile.arrays(network).forEach((name, array) -> {
            if (name.equals(MODEL)) {
                texts.put(DESCRIPTION, new String(array.asUnsignedBytes(), StandardCharsets.UTF_8));
            } else if (name.endsWith(WEIGHTS)) {
                numbers.put(PARAMETERS + name + "_shape",
                        Tensor.of(Arrays.stream(array.shape()).asDoubleStream().toArray()));
            } else {
                numbers.put(PARAMETERS + name, Tensor.of(array.asDoubles()));
            }
        });
        for (Layer layer : network.layers()) {
            fixed(layer).ifPresent(
                    weights -> numbers.put(PARAMETERS + layer.name() + FRACTION, Tensor.of(weights.fractionBits())));
        }
    }

    private static Optional<FixedWeights> fixed(Layer layer) {
        return switch (layer) {
            case FirstLayer first -> Optional.of(first.weights());
            case LastLayer last -> Optional.of(last.weights());
            default -> Optional.empty();
        };
    }

    /** Whether a file has such notes. */
    static boolean areIn(NirGraph graph) {
        return graph.metadata().containsKey(DESCRIPTION);
    }

    /** The network of the notes, if the graph is what `export` makes of it and the options want nothing else. */
    static Optional<Imported> read(NirGraph graph, ImportOptions options) {
        if (!areIn(graph) || options.dt().isPresent()) {
            return Optional.empty();
        }
        Network network;
        try {
            network = NetworkFile.of("notes", arrays(graph)).network();
            if (!isSame(NirExport.graph(network), graph)) {
                return Optional.empty();
            }
        } catch (InputException e) {
            return Optional.empty();
        }
        List<SpikingLayer> spiking = network.layers().stream().filter(SpikingLayer.class::isInstance)
                .map(SpikingLayer.class::cast).toList();
        if (options.hardReset().isPresent()
                && spiking.stream().anyMatch(layer -> layer.reset().hard() != options.hardReset().get())) {
            return Optional.empty();
        }
        Assumptions assumptions = new Assumptions(options, graph.metadata());
        List<Imported.Note> notes = new ArrayList<>();
        assumptions.explain(spiking.stream().map(Layer::name).toList(), notes);
        notes.add(new Imported.Note("notes", "mapped",
                "the file was exported by xnorsim: all numbers are restored from its model file"));
        FirstLayer first = network.first();
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(0, new FirstLayer(first.name(), first.geometry(), first.weights(), first.normalization(),
                first.theta(), first.pool(), assumptions.coding(), first.dynamics()));
        return Optional.of(new Imported(
                new Network(network.name(), network.input(), assumptions.timeSteps(), layers), notes));
    }

    private static SequencedMap<String, NpyArray> arrays(NirGraph graph) {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        byte[] json = graph.metadata().getOrDefault(DESCRIPTION, "").getBytes(StandardCharsets.UTF_8);
        arrays.put(MODEL, NpyArray.ofUnsigned(json, json.length));
        graph.numbers().forEach((key, tensor) -> {
            if (key.startsWith(PARAMETERS) && key.endsWith(SHAPE)) {
                String layer = key.substring(PARAMETERS.length(), key.length() - SHAPE.length());
                arrays.put(layer + WEIGHTS, weights(graph, layer, tensor));
            } else if (key.startsWith(PARAMETERS) && !key.endsWith(FRACTION)) {
                arrays.put(key.substring(PARAMETERS.length()), NpyArray.of(tensor.values(), tensor.values().length));
            }
        });
        return arrays;
    }

    /** A layer's weights as a model file has them; channels whose gain is below 0 have the other sign in the graph. */
    private static NpyArray weights(NirGraph graph, String layer, Tensor shape) {
        int[] sizes = Arrays.stream(shape.values()).mapToInt(size -> (int) size).toArray();
        double[] real = graph.node(NirExport.weightsNode(layer)).required("weight").values();
        Map<String, Tensor> numbers = graph.numbers();
        Tensor gain = numbers.getOrDefault(PARAMETERS + layer + ".gain", Tensor.of(1));
        boolean binary = numbers.containsKey(PARAMETERS + layer + ".alpha");
        Tensor fraction = numbers.getOrDefault(PARAMETERS + layer + FRACTION, Tensor.of(0));
        if (sizes.length != 4 || Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b) != real.length
                || real.length == 0 || gain.values().length == 0 || fraction.values().length != 1
                || (gain.values().length != 1 && gain.values().length != sizes[0])) {
            throw new InputException("layer " + layer + ": its metadata do not match the graph");
        }
        byte[] bits = new byte[binary ? real.length : 0];
        short[] codes = new short[binary ? 0 : real.length];
        for (int i = 0; i < real.length; i++) {
            int channel = gain.values().length == 1 ? 0 : i / (real.length / sizes[0]);
            double weight = Math.signum(gain.values()[channel]) * real[i];
            if (binary) {
                bits[i] = (byte) (weight > 0 ? 1 : 0);
            } else {
                codes[i] = (short) Math.scalb(weight, (int) fraction.values()[0]);
            }
        }
        return binary ? NpyArray.ofUnsigned(bits, sizes) : NpyArray.of(codes, sizes);
    }

    private static boolean isSame(NirGraph one, NirGraph other) {
        return one.nodes().keySet().equals(other.nodes().keySet())
                && one.edges().stream().sorted().toList().equals(other.edges().stream().sorted().toList())
                && one.nodes().values().stream().allMatch(node -> node.isSame(other.node(node.name())));
    }
}
