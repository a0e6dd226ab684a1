package xnorsim.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import xnorsim.base.InputException;

/**
 * A binarized spiking network: a first layer, any number of binarized layers, a last layer.
 *
 * @param name what the user calls it
 * @param input shape of an image
 * @param timeSteps time steps T of an image, 1..65535
 * @param layers the layers in order
 */
public record Network(String name, Shape input, int timeSteps, List<Layer> layers) {
    /** Maximum number of time steps of an input. */
    public static final int MAX_TIME_STEPS = 65535;

    public Network {
        Check.inRange("network", "time_steps", timeSteps, 1, MAX_TIME_STEPS);
        layers = List.copyOf(layers);
        if (layers.size() < 2) {
            throw InputException.wrongValue("network", "the number of layers", layers.size(),
                    "at least 2, a first and a last one");
        }
        Set<String> names = new HashSet<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String where = "layer " + layer.name();
            if (!names.add(layer.name())) {
                throw InputException.wrongValue(where, "name", layer.name(), "a name no other layer has");
            }
            checkKind(where, layer, i, layers.size());
            if (!layer.geometry().input().equals(shape)) {
                throw InputException.wrongValue(where, "the input shape", layer.geometry().input(),
                        shape + ", the output of the previous layer");
            }
            if (layer instanceof BinaryLayer binary && binary.residual()) {
                checkResidual(where, layers, i);
            }
            shape = layer.output();
        }
    }

    private static void checkKind(String where, Layer layer, int index, int count) {
        String kind = switch (layer) {
            case FirstLayer first -> "first";
            case BinaryLayer binary -> "binary";
            case LastLayer last -> "last";
        };
        String expected = index == 0 ? "first" : index == count - 1 ? "last" : "binary";
        if (!kind.equals(expected)) {
            throw InputException.wrongValue(where, "kind", kind,
                    expected + " for layer " + (index + 1) + " of " + count);
        }
    }

    private static void checkResidual(String where, List<Layer> layers, int index) {
        if (index < 2) {
            throw InputException.wrongValue(where, "residual", true,
                    "false, as a residual connection needs a spiking layer two layers back");
        }
        Shape source = layers.get(index - 2).output();
        Shape target = layers.get(index).geometry().input();
        if (source.height() % target.height() != 0 || source.width() % target.width() != 0) {
            throw InputException.wrongValue(where, "the shape of the residual's source " + layers.get(index - 2).name(),
                    source, "a height and a width that are multiples of the layer's input " + target);
        }
        if (source.channels() > target.channels()) {
            throw InputException.wrongValue(where, "the shape of the residual's source " + layers.get(index - 2).name(),
                    source, "no more channels than the layer's input " + target);
        }
    }

    /**
     * Refuses a network in which a layer leaks or fires at its threshold.
     *
     * @param what feature that does not support it, in a user's words
     */
    public void requirePlain(String what) {
        spiking().forEach(layer -> layer.dynamics().requirePlain("layer " + layer.name(), what));
    }

    /** All layers but the last. */
    public List<SpikingLayer> spiking() {
        return layers.stream().filter(SpikingLayer.class::isInstance).map(SpikingLayer.class::cast).toList();
    }

    /** The first layer. */
    public FirstLayer first() {
        return (FirstLayer) layers.getFirst();
    }

    /** The last layer. */
    public LastLayer last() {
        return (LastLayer) layers.getLast();
    }

    /** Number of classes, the outputs of the last layer. */
    public int classes() {
        return last().geometry().outputChannels();
    }
}
