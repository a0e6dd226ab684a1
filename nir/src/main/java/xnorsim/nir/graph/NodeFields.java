package xnorsim.nir.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import xnorsim.base.InputException;

/** The supported node types and their fields; anything else is rejected, so that nothing is ignored silently. */
public final class NodeFields {
    private static final Set<String> CONVOLUTION = Set.of("weight", "bias", "stride", "padding", "dilation", "groups",
            "input_shape");
    private static final Set<String> POOLING = Set.of("kernel_size", "stride", "padding");
    private static final Set<String> LEAKY = Set.of("tau", "r", "v_leak", "v_threshold", "v_reset");
    private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
            Map.entry("Input", Set.of("shape")), Map.entry("Output", Set.of("shape")),
            Map.entry("Conv2d", CONVOLUTION), Map.entry("Linear", Set.of("weight")),
            Map.entry("Affine", Set.of("weight", "bias")),
            Map.entry("Flatten", Set.of("start_dim", "end_dim")),
            Map.entry("SumPool2d", POOLING), Map.entry("AvgPool2d", POOLING),
            Map.entry("Scale", Set.of("scale")), Map.entry("Threshold", Set.of("threshold")),
            Map.entry("IF", Set.of("r", "v_threshold", "v_reset")), Map.entry("LIF", LEAKY),
            Map.entry("Leaky", LEAKY), Map.entry("I", Set.of("r")), Map.entry("LI", Set.of("tau", "r", "v_leak")));
    /** Types of NIR, and what others may call their own, that the hardware has nothing for: no slip of the pen. */
    private static final Set<String> WITHOUT_COUNTERPART = Set.of("Conv1d", "CubaLI", "CubaLIF", "Delay", "Identity",
            NirGraph.TYPE, "BatchNorm2d", "BatchNorm1d", "Dropout", "ReLU", "Sigmoid");

    private NodeFields() {}

    /** Refuses a type or a field that is not read. */
    public static void require(NirNode node) {
        Set<String> fields = FIELDS.get(node.type());
        if (fields == null) {
            throw unknownType(node);
        }
        Set<String> held = new TreeSet<>(node.arrays().keySet());
        held.addAll(node.texts().keySet());
        for (String field : held) {
            if (!fields.contains(field) && !NirNode.NOTES.contains(field)) {
                throw InputException.unknown(node.where(), "field", field, new TreeSet<>(fields));
            }
        }
        node.texts().forEach((field, text) -> {
            if (!NirNode.NOTES.contains(field) && !(node.type().equals("Conv2d") && field.equals("padding"))) {
                throw InputException.wrongValue(node.where(), field, "a string", "numbers");
            }
        });
    }

    private static InputException unknownType(NirNode node) {
        String type = node.type();
        List<String> known = FIELDS.keySet().stream().sorted().toList();
        if (type.startsWith("MaxPool")) {
            return new InputException(node.where() + ": type " + type + " is unknown, as NIR has no max pooling; for"
                    + " spikes, use a SumPool2d of the same windows and a Threshold of 0.5");
        }
        return WITHOUT_COUNTERPART.contains(type)
                ? new InputException(node.where() + ": type " + type
                        + " has no counterpart on the hardware, expected " + InputException.oneOf(known))
                : InputException.unknown(node.where(), "type", type, known);
    }
}
