package xnorsim.network.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.npy.NpyArray;

/** Makes the arrays of a model file from a network. */
final class NetworkWriter {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();

    private NetworkWriter() {}

    /** The description and all parameters, in a fixed order. */
    static SequencedMap<String, NpyArray> arrays(Network network, Map<String, String> metadata) {
        NetworkWriter writer = new NetworkWriter();
        ObjectNode model = MAPPER.createObjectNode();
        model.put("format", NetworkFile.FORMAT);
        model.put("version", NetworkFile.VERSION);
        model.put("name", network.name());
        model.put("time_steps", network.timeSteps());
        model.putArray("input").add(network.input().channels()).add(network.input().height())
                .add(network.input().width());
        ArrayNode layers = model.putArray("layers");
        network.layers().forEach(layer -> writer.add(layer, layers.addObject()));
        if (!metadata.isEmpty()) {
            ObjectNode notes = model.putObject("metadata");
            metadata.forEach(notes::put);
        }
        byte[] json = MAPPER.writeValueAsBytes(model);
        writer.arrays.putFirst(NetworkFile.DESCRIPTION, NpyArray.ofUnsigned(json, json.length));
        return writer.arrays;
    }

    private void add(Layer layer, ObjectNode description) {
        description.put("name", layer.name());
        switch (layer) {
            case FirstLayer first -> {
                describe(description, "first", first.geometry());
                describe(description, first.weights());
                description.put("pool", first.pool()).put("theta", first.theta());
                if (first.coding() != InputCoding.POISSON) {
                    description.put("coding", first.coding().key());
                }
                describe(description, first.dynamics());
                addCodes(first.name(), first.geometry(), first.weights());
                addNormalization(first.name(), first.normalization());
            }
            case BinaryLayer binary -> {
                describe(description, "binary", binary.geometry());
                description.put("pool", binary.pool()).put("theta", binary.theta()).put("residual", binary.residual());
                describe(description, binary.dynamics());
                arrays.put(binary.name() + ".weights",
                        NpyArray.ofUnsigned(binary.weights(), weightShape(binary.geometry())));
                addChannels(binary.name() + ".alpha", binary.alpha());
                addNormalization(binary.name(), binary.normalization());
            }
            case LastLayer last -> {
                describe(description, "last", last.geometry());
                describe(description, last.weights());
                addCodes(last.name(), last.geometry(), last.weights());
                addChannels(last.name() + ".bias", last.bias());
            }
        }
    }

    private static void describe(ObjectNode description, String kind, Geometry geometry) {
        description.put("kind", kind);
        describe(description, "stride", geometry.stride().sizes());
        describe(description, "padding", geometry.padding().sizes());
        // Files without gaps and groups stay as they were before there were the keys.
        if (!geometry.dilation().equals(Dilation.NONE)) {
            describe(description, "dilation", geometry.dilation().sizes());
        }
        if (geometry.groups() != 1) {
            description.put("groups", geometry.groups());
        }
    }

    /** A plain number where one says it all, as in files from before there were lists. */
    private static void describe(ObjectNode description, String key, List<Integer> sizes) {
        if (sizes.size() == 1) {
            description.put(key, sizes.getFirst());
        } else {
            sizes.forEach(description.putArray(key)::add);
        }
    }

    private static void describe(ObjectNode description, FixedWeights weights) {
        description.put("weight_bits", weights.bits()).put("weight_fraction_bits", weights.fractionBits());
    }

    /** Nothing for the paper's neurons: files without the keys stay as they were. */
    private static void describe(ObjectNode description, Dynamics dynamics) {
        switch (dynamics.leak()) {
            case Leak.None _ -> {
                // The default.
            }
            case Leak.Shift shift -> description.putObject("leak").put("shift", shift.by());
            case Leak.Factor factor -> description.putObject("leak").put("factor", factor.code()).put("bits",
                    factor.bits());
        }
        if (dynamics.firesAtThreshold()) {
            description.put("fires", dynamics.fires().key());
        }
        Reset reset = dynamics.reset();
        if (reset.hard()) {
            description.put("reset", reset.key()).put("reset_to", reset.to());
        }
    }

    private void addNormalization(String name, Normalization normalization) {
        addChannels(name + ".mu", normalization.mu());
        addChannels(name + ".sigma", normalization.sigma());
        addChannels(name + ".gain", normalization.gain());
        addChannels(name + ".shift", normalization.shift());
    }

    private void addChannels(String name, double[] values) {
        arrays.put(name, NpyArray.of(values, values.length));
    }

    private void addCodes(String name, Geometry geometry, FixedWeights weights) {
        int[] codes = weights.codes();
        NpyArray array;
        if (weights.bits() <= Byte.SIZE) {
            byte[] bytes = new byte[codes.length];
            for (int i = 0; i < codes.length; i++) {
                bytes[i] = (byte) codes[i];
            }
            array = NpyArray.ofSigned(bytes, weightShape(geometry));
        } else {
            short[] shorts = new short[codes.length];
            for (int i = 0; i < codes.length; i++) {
                shorts[i] = (short) codes[i];
            }
            array = NpyArray.of(shorts, weightShape(geometry));
        }
        arrays.put(name + ".weights", array);
    }

    private static int[] weightShape(Geometry geometry) {
        return new int[]{geometry.outputChannels(), geometry.groupInputs(), geometry.kernelHeight(),
                geometry.kernelWidth()};
    }
}
