package xnorsim.neurons;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.KeySpec;
import xnorsim.base.Registry;
import xnorsim.base.Section;

/** The neurons that architecture files can name. */
public final class Neurons {
    private static final String KIND = "kind";

    private Neurons() {}

    /** Looked up when first asked for: a run without the key starts sooner. */
    private static final class Kinds {
        private static final Registry<NeuronRule.Kind> ALL = Registry.of("neuron", NeuronRule.Kind.class,
                ServiceLoader.load(NeuronRule.Kind.class, Neurons.class.getClassLoader()));
    }

    /** All kinds that are registered. */
    public static Registry<NeuronRule.Kind> registry() {
        return Kinds.ALL;
    }

    /** The keys of all kinds, {@code kind} first. */
    public static List<String> names() {
        return Stream.concat(Stream.of(KIND), registry().all().stream().flatMap(Neurons::names)).distinct().toList();
    }

    private static Stream<String> names(NeuronRule.Kind kind) {
        return kind.keys().stream().map(KeySpec::name);
    }

    /**
     * The rule of the map {@code neuron} of an architecture file; without one, integrate and fire.
     *
     * @param map a node, or a missing one
     * @throws InputException if it is no map, names no kind that is registered, or has a key or a value that cannot be
     */
    public static NeuronRule read(JsonNode map) {
        if (map.isMissingNode()) {
            return IntegrateAndFire.RULE;
        }
        if (!map.isObject()) {
            throw InputException.wrongValue("architecture", "neuron", Section.shown(map),
                    "keys with values such as {kind: " + IntegrateAndFire.KEY + "}");
        }
        Section all = new Section("architecture: neuron", map);
        String expected = String.join(" or ", registry().keys());
        all.require(KIND, expected);
        NeuronRule.Kind kind = Optional.of(map.path(KIND)).filter(JsonNode::isString)
                .flatMap(name -> registry().find(name.stringValue())).orElseThrow(() -> all.wrong(KIND, expected));
        List<String> known = Stream.concat(Stream.of(KIND), names(kind)).toList();
        return kind.read(Section.of("architecture", all.where(), map, known));
    }
}
