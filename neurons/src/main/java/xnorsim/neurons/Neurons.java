package xnorsim.neurons;

import java.util.List;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.MapKind;
import xnorsim.base.Registry;
import xnorsim.base.Section;

/** The neuron models available in architecture files. */
public final class Neurons {
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

    /**
     * The rule of the map {@code neuron} in an architecture file; by default integrate and fire.
     *
     * @param map     a node, possibly missing
     * @param outside keys of architectures, which a misplaced key may be
     * @throws InputException if it is not a map, names an unknown kind, or has an invalid key or value
     */
    public static NeuronRule read(JsonNode map, List<String> outside) {
        if (map.isMissingNode()) {
            return IntegrateAndFire.RULE;
        }
        return MapKind.of(registry(), "architecture", "neuron", map, outside)
                .read(new Section("architecture: neuron", map));
    }
}
