package xnorsim.network.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Leak;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Reset;
import xnorsim.network.Shape;
import xnorsim.network.Stride;
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

    private final ArrayEntries arrays;

    NetworkReader(ArrayEntries arrays) {
        this.arrays = arrays;
    }

    NetworkFile read() {
        NpyArray description = arrays.required(NetworkFile.DESCRIPTION, "the JSON description")
                .requireShape("(bytes of JSON,)", -1);
        JsonObject model = JsonObject.parse(description.origin(),
                description.requireType(DataType.UINT8).asUnsignedBytes());
        checkFormat(model);
        String name = model.text("name");
        int timeSteps = model.integer("time_steps");
        int[] input = model.integers("input", 3);
        Shape inputShape = new Shape(input[0], input[1], input[2]);
        List<JsonObject> descriptions = model.objects("layers");
        Map<String, String> metadata = model.optionalTexts("metadata");
        model.requireKnownKeys(LAYER_KEYS, " of a layer");
        List<Layer> layers = layers(descriptions, inputShape);
        Network network = new Network(name, inputShape, timeSteps, layers);
        arrays.requireKnownNames();
        return new NetworkFile(network, metadata);
    }

    private static void checkFormat(JsonObject model) {
        String format = model.text("format");
        if (!format.equals(NetworkFile.FORMAT)) {
            throw InputException.wrongValue(model.where(), "format", format, NetworkFile.FORMAT);
        }
        int version = model.integer("version");
        if (version != NetworkFile.VERSION) {
            throw InputException.wrongValue(model.where(), "version", version, Integer.toString(NetworkFile.VERSION));
        }
    }

    private List<Layer> layers(List<JsonObject> descriptions, Shape input) {
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (JsonObject description : descriptions) {
            String kind = description.text("kind");
            String name = description.text("name");
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

    private FirstLayer first(String name, JsonObject description, Shape input) {
        NpyArray weights = weights(name, description, input, DataType.INT8, DataType.INT16);
        Geometry geometry = geometry(description, input, weights);
        int pool = description.integer("pool");
        double theta = description.real("theta");
        return new FirstLayer(name, geometry, fixed(description, weights),
                normalization(name, geometry.outputChannels()), theta, pool, coding(description),
                dynamics(description));
    }

    private static InputCoding coding(JsonObject description) {
        String key = description.optionalText("coding", InputCoding.POISSON.key());
        for (InputCoding coding : InputCoding.values()) {
            if (coding.key().equals(key)) {
                return coding;
            }
        }
        throw InputException.wrongValue(description.where(), "coding", '"' + key + '"', "poisson or direct");
    }

    private BinaryLayer binary(String name, JsonObject description, Shape input) {
        NpyArray weights = weights(name, description, input, DataType.UINT8);
        Geometry geometry = geometry(description, input, weights);
        int channels = geometry.outputChannels();
        int pool = description.integer("pool");
        double theta = description.real("theta");
        return new BinaryLayer(name, geometry, weights.asBytes01(), channelArray(name + ".alpha", channels),
                normalization(name, channels), theta, description.bool("residual"), pool, dynamics(description));
    }

    private static Dynamics dynamics(JsonObject description) {
        return new Dynamics(leak(description), firesAtThreshold(description), reset(description));
    }

    private static Leak leak(JsonObject description) {
        Optional<JsonObject> given = description.optionalObject("leak");
        if (given.isEmpty()) {
            return Leak.NONE;
        }
        JsonObject leak = given.get();
        Leak read;
        if (leak.has("shift")) {
            read = new Leak.Shift(leak.integer("shift", 1, Leak.Shift.MAX));
        } else if (!leak.has("factor") && !leak.has("bits")) {
            throw InputException.missing(leak.where(), "key shift", "shift, or factor and bits");
        } else {
            int bits = leak.integer("bits", 1, Leak.Factor.MAX_BITS);
            read = new Leak.Factor(leak.integer("factor", 1, (1 << bits) - 1), bits);
        }
        leak.requireKnownKeys();
        return read;
    }

    private static boolean firesAtThreshold(JsonObject description) {
        String key = description.optionalText("fires", Dynamics.PLAIN.firesKey());
        return switch (key) {
            case "above" -> false;
            case "at" -> true;
            default -> throw InputException.wrongValue(description.where(), "fires", '"' + key + '"', "above or at");
        };
    }

    private static Reset reset(JsonObject description) {
        String key = description.optionalText("reset", Reset.SOFT.key());
        if (key.equals("hard")) {
            return Reset.hard(description.optionalReal("reset_to", 0));
        }
        if (!key.equals(Reset.SOFT.key())) {
            throw InputException.wrongValue(description.where(), "reset", '"' + key + '"', "soft or hard");
        }
        return Reset.SOFT;
    }

    private LastLayer last(String name, JsonObject description, Shape input) {
        NpyArray weights = weights(name, description, input, DataType.INT8, DataType.INT16);
        Geometry geometry = geometry(description, input, weights);
        return new LastLayer(name, geometry, fixed(description, weights),
                channelArray(name + ".bias", geometry.outputChannels()));
    }

    private static int groups(JsonObject description, Shape input) {
        int groups = description.optionalInteger("groups", 1);
        if (groups < 1 || input.channels() % groups != 0) {
            throw InputException.wrongValue(description.where(), "groups", groups,
                    "a divisor of the " + input.channels() + " input channels");
        }
        return groups;
    }

    private NpyArray weights(String name, JsonObject description, Shape input, DataType... types) {
        int seen = input.channels() / groups(description, input);
        String shape = "(output channels, " + seen + " input channels, kernel rows, kernel columns)";
        return arrays.required(name + ".weights", "the weights, shape " + shape).requireType(types).requireShape(shape,
                -1, seen, -1, -1);
    }

    private static Geometry geometry(JsonObject description, Shape input, NpyArray weights) {
        return new Geometry(input, weights.size(0), weights.size(2), weights.size(3), stride(description),
                padding(description), dilation(description),
                groups(description, input));
    }

    private static Stride stride(JsonObject description) {
        int[] sizes = description.oneOrMore("stride", "an integer, or [rows, columns]", 2);
        return sizes.length == 1 ? Stride.of(sizes[0]) : new Stride(sizes[0], sizes[1]);
    }

    private static Dilation dilation(JsonObject description) {
        int[] sizes = description.optionalOneOrMore("dilation", 1, "an integer, or [rows, columns]", 2);
        return sizes.length == 1 ? Dilation.of(sizes[0]) : new Dilation(sizes[0], sizes[1]);
    }

    private static Padding padding(JsonObject description) {
        int[] sizes = description.oneOrMore("padding", "an integer, [rows, columns] or [top, left, bottom, right]", 2,
                4);
        return switch (sizes.length) {
            case 1 -> Padding.of(sizes[0]);
            case 2 -> Padding.of(sizes[0], sizes[1]);
            default -> new Padding(sizes[0], sizes[1], sizes[2], sizes[3]);
        };
    }

    private static FixedWeights fixed(JsonObject description, NpyArray weights) {
        if (weights.elements() > MAX_FIXED_WEIGHTS) {
            throw InputException.wrongValue(weights.origin(), "the number of weights", weights.elements(),
                    "at most " + MAX_FIXED_WEIGHTS + " in a layer of fixed-point weights");
        }
        return new FixedWeights(description.integer("weight_bits"), description.integer("weight_fraction_bits"),
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
