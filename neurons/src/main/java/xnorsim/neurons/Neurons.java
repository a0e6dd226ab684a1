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

/** The neuron models available in architecture files. */
public final class Neurons {
    private static final String KIND = "kind";

    private Neurons() {}

    /** Looked up on demand: a run without the key starts sooner. */
    private static final class Kinds {
        private static final Registry<NeuronRule.Kind> ALL = Registry.of("neuron", NeuronRule.Kind.class,
                ServiceLoader.load(NeuronRule.Kind.class, Neurons.class.getClassLoader()));
    }

    /** All registered kinds. */
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
     * The rule of the map {@code neuron} in an architecture file; by default integrate and fire.
     *
     * @param map a node, possibly missing
     * @throws InputException if it is not a map, names an unknown kind, or has an invalid key or value
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
