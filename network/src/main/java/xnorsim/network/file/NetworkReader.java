package xnorsim.network.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import xnorsim.base.InputException;
import xnorsim.base.PlainJson;
import xnorsim.base.Section;
import xnorsim.base.Value;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.npy.DataType;
import xnorsim.network.npy.NpyArray;

/** Builds a network from the arrays of a model file. Rejects anything unknown. */
final class NetworkReader {
    /** Four bytes each in memory. */
    private static final int MAX_FIXED_WEIGHTS = 1 << 26;
    private static final List<String> MODEL_KEYS = List.of("format", "version", "name", "time_steps", "input", "layers",
            "metadata");
    private static final List<String> LAYER_KEYS = List.of("kind", "name", "stride", "padding", "dilation", "groups",
            "pool", "theta", "coding", "leak", "fires", "reset", "reset_to", "residual", "weight_bits",
            "weight_fraction_bits");

    private static final List<String> RESETS = List.of("soft", "hard");

    private final ArrayEntries arrays;

    NetworkReader(ArrayEntries arrays) {
        this.arrays = arrays;
    }

    NetworkFile read() {
        NpyArray description = arrays.required(NetworkFile.DESCRIPTION, "the JSON description")
                .requireShape("(bytes of JSON,)", -1);
        Section model = PlainJson.parse(description.origin(),
                description.requireType(DataType.UINT8).asUnsignedBytes());
        model.requireFormat(NetworkFile.FORMAT, NetworkFile.VERSION);
        String name = model.value("name").text();
        int timeSteps = model.value("time_steps").whole();
        int[] input = model.value("input").entries("a list of 3 whole numbers", size -> size == 3)
                .mapToInt(Value::whole).toArray();
        Shape inputShape = new Shape(input[0], input[1], input[2]);
        List<Section> descriptions = model.value("layers").maps("a list of objects");
        Map<String, String> metadata = new LinkedHashMap<>();
        model.optional("metadata").ifPresent(value -> value.map("an object of texts").values()
                .forEach(text -> metadata.put(text.key(), text.text())));
        model.requireKnownKeys(LAYER_KEYS, " of a layer");
        List<Layer> layers = layers(descriptions, inputShape);
        Network network = new Network(name, inputShape, timeSteps, layers);
        arrays.requireKnownNames();
        return new NetworkFile(network, metadata);
    }

    private List<Layer> layers(List<Section> descriptions, Shape input) {
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (Section description : descriptions) {
            String kind = description.value("kind").text();
            String name = description.value("name").text();
            Layer layer;
            try {
                layer = switch (kind) {
                    case "first" -> first(name, description, shape);
                    case "binary" -> binary(name, description, shape);
                    case "last" -> last(name, description, shape);
                    default -> throw InputException.wrongValue(description.where(), "kind", kind,
                            "first, binary or last");
                };
            } catch (InputException e) {
                // The records name the layer at most; say which entry of the file it is.
                throw named(e, description.where()) ? e : e.in(description.where());
            }
            description.requireKnownKeys(MODEL_KEYS, ", outside of layers");
            layers.add(layer);
            shape = layer.output();
        }
        return layers;
    }

    private static boolean named(InputException e, String where) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(where) || message.contains(": array ");
    }

    private FirstLayer first(String name, Section description, Shape input) {
        NpyArray weights = weights(name, description, input, DataType.INT8, DataType.INT16);
        Geometry geometry = geometry(description, input, weights);
        int pool = description.value("pool").whole();
        double theta = description.value("theta").number();
        return new FirstLayer(name, geometry, fixed(description, weights),
                normalization(name, geometry.outputChannels()), theta, pool, coding(description),
                dynamics(description));
    }

    private static InputCoding coding(Section description) {
        return description.optional("coding")
                .map(value -> value.choice(List.of(InputCoding.values()), InputCoding::key))
                .orElse(InputCoding.POISSON);
    }

    private BinaryLayer binary(String name, Section description, Shape input) {
        NpyArray weights = weights(name, description, input, DataType.UINT8);
        Geometry geometry = geometry(description, input, weights);
        int channels = geometry.outputChannels();
        int pool = description.value("pool").whole();
        double theta = description.value("theta").number();
        return new BinaryLayer(name, geometry, weights.asBytes01(), channelArray(name + ".alpha", channels),
                normalization(name, channels), theta, description.value("residual").truth(), pool,
                dynamics(description));
    }

    private static Dynamics dynamics(Section description) {
        return new Dynamics(description.optional("leak").map(NetworkReader::leak).orElse(Leak.NONE),
                description.optional("fires").map(value -> value.choice(List.of(Firing.values()), Firing::key))
                        .orElse(Firing.ABOVE),
                reset(description));
    }

    private static Leak leak(Value given) {
        Section leak = given.map("keys with values");
        Leak read;
        if (leak.has("shift")) {
            read = new Leak.Shift(leak.value("shift").whole(1, Leak.Shift.MAX));
        } else if (!leak.has("factor") && !leak.has("bits")) {
            throw InputException.missing(leak.where(), "shift", "shift, or factor and bits");
        } else {
            int bits = leak.value("bits").whole(1, Leak.Factor.MAX_BITS);
            read = new Leak.Factor(leak.value("factor").whole(1, (1 << bits) - 1), bits);
        }
        leak.requireKnownKeys();
        return read;
    }

    private static Reset reset(Section description) {
        String reset = description.optional("reset").map(value -> value.choice(RESETS, Function.identity()))
                .orElse("soft");
        return reset.equals("hard")
                ? Reset.hard(description.optional("reset_to").map(Value::number).orElse(0.0))
                : Reset.SOFT;
    }

    private LastLayer last(String name, Section description, Shape input) {
        NpyArray weights = weights(name, description, input, DataType.INT8, DataType.INT16);
        Geometry geometry = geometry(description, input, weights);
        return new LastLayer(name, geometry, fixed(description, weights),
                channelArray(name + ".bias", geometry.outputChannels()));
    }

    private static int groups(Section description, Shape input) {
        int groups = description.optional("groups").map(Value::whole).orElse(1);
        if (groups < 1 || input.channels() % groups != 0) {
            throw InputException.wrongValue(description.where(), "groups", groups,
                    "a divisor of the " + input.channels() + " input channels");
        }
        return groups;
    }

    private NpyArray weights(String name, Section description, Shape input, DataType... types) {
        int seen = input.channels() / groups(description, input);
        String shape = "(output channels, " + seen + " input channels, kernel rows, kernel columns)";
        return arrays.required(name + ".weights", "the weights, shape " + shape).requireType(types).requireShape(shape,
                -1, seen, -1, -1);
    }

    private static Geometry geometry(Section description, Shape input, NpyArray weights) {
        return new Geometry(input, weights.size(0), new Kernel(weights.size(2), weights.size(3), stride(description),
                padding(description), dilation(description)), groups(description, input));
    }

    private static Stride stride(Section description) {
        int[] sizes = sizes(description.value("stride"), "a whole number, or [rows, columns]", List.of(2));
        return sizes.length == 1 ? Stride.of(sizes[0]) : new Stride(sizes[0], sizes[1]);
    }

    private static Dilation dilation(Section description) {
        Optional<Value> value = description.optional("dilation");
        if (value.isEmpty()) {
            return Dilation.NONE;
        }
        int[] sizes = sizes(value.get(), "a whole number, or [rows, columns]", List.of(2));
        return sizes.length == 1 ? Dilation.of(sizes[0]) : new Dilation(sizes[0], sizes[1]);
    }

    private static Padding padding(Section description) {
        int[] sizes = sizes(description.value("padding"),
                "a whole number, [rows, columns] or [top, left, bottom, right]", List.of(2, 4));
        return switch (sizes.length) {
            case 1 -> Padding.of(sizes[0]);
            case 2 -> Padding.of(sizes[0], sizes[1]);
            default -> new Padding(sizes[0], sizes[1], sizes[2], sizes[3]);
        };
    }

    /** One whole number, or a list of one of the given lengths. */
    private static int[] sizes(Value value, String expected, List<Integer> lengths) {
        return value.node().isIntegralNumber()
                ? new int[]{value.whole()}
                : value.entries(expected, lengths::contains).mapToInt(Value::whole).toArray();
    }

    private static FixedWeights fixed(Section description, NpyArray weights) {
        if (weights.elements() > MAX_FIXED_WEIGHTS) {
            throw InputException.wrongValue(weights.origin(), "the number of weights", weights.elements(),
                    "at most " + MAX_FIXED_WEIGHTS + " in a layer of fixed-point weights");
        }
        return new FixedWeights(description.value("weight_bits").whole(),
                description.value("weight_fraction_bits").whole(),
                weights.asInts());
    }

    private Normalization normalization(String name, int channels) {
        double[] mu = channelArray(name + ".mu", channels);
        double[] sigma = channelArray(name + ".sigma", channels);
        Normalization plain = Normalization.identity(channels);
        double[] gain = arrays.optional(name + ".gain").map(array -> channelValues(array, channels))
                .orElseGet(plain::gain);
        double[] shift = arrays.optional(name + ".shift").map(array -> channelValues(array, channels))
                .orElseGet(plain::shift);
        return new Normalization(mu, sigma, gain, shift);
    }

    private double[] channelArray(String name, int channels) {
        return channelValues(arrays.required(name, "float64, shape (" + channels + ",)"), channels);
    }

    private static double[] channelValues(NpyArray array, int channels) {
        return array.requireType(DataType.FLOAT64).requireShape("(" + channels + ",), one number per channel", channels)
                .asFiniteDoubles();
    }
}
