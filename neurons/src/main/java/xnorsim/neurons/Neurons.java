package xnorsim.neurons;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.Section;
import xnorsim.base.Setting;

/** The neurons that architecture files can name. */
public final class Neurons {
    private static final String KIND = "kind";

    private Neurons() {}

    /** Looked up when first asked for: a run without the key starts sooner. */
    private static final class Registry {
        private static final List<NeuronRule.Kind> KINDS = registered();
    }

    private static List<NeuronRule.Kind> registered() {
        List<NeuronRule.Kind> kinds = new ArrayList<>();
        for (NeuronRule.Kind kind : ServiceLoader.load(NeuronRule.Kind.class, Neurons.class.getClassLoader())) {
            if (kinds.stream().anyMatch(other -> other.key().equals(kind.key()))) {
                throw new IllegalStateException("two neurons are registered as " + kind.key());
            }
            kinds.add(kind);
        }
        // Not in the order of jars, which messages and help would show.
        kinds.sort(Comparator.comparing((NeuronRule.Kind kind) -> !kind.key().equals(IntegrateAndFire.KEY))
                .thenComparing(NeuronRule.Kind::key));
        return List.copyOf(kinds);
    }

    /** All kinds, integrate and fire first, then by name. */
    public static List<NeuronRule.Kind> kinds() {
        return Registry.KINDS;
    }

    /** Their names. */
    public static List<String> keys() {
        return kinds().stream().map(NeuronRule.Kind::key).toList();
    }

    /** The keys of all kinds, {@code kind} first. */
    public static List<String> settings() {
        return Stream.concat(Stream.of(KIND),
                kinds().stream().flatMap(kind -> kind.settings().stream()).map(Setting::key)).distinct().toList();
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
        String expected = String.join(" or ", keys());
        all.require(KIND, expected);
        NeuronRule.Kind kind = kinds().stream()
                .filter(one -> map.path(KIND).isString() && one.key().equals(map.path(KIND).stringValue()))
                .findFirst().orElseThrow(() -> all.wrong(KIND, expected));
        List<String> known = Stream.concat(Stream.of(KIND), kind.settings().stream().map(Setting::key)).toList();
        return kind.read(Section.of("architecture", all.where(), map, known));
    }
}
