package xnorsim.network.reference;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.base.InputException;
import xnorsim.base.Section;

/** The neurons of the reference model besides that of the paper. */
public final class ReferenceNeurons {
    private static final String OF_THE_PAPER = "integrate_and_fire";

    private ReferenceNeurons() {}

    /**
     * The rule of a neuron; empty for that of eqs. (6) and (7).
     *
     * @param key      its name in architecture files
     * @param settings the values of its keys
     * @throws InputException if the reference model has no such neuron
     */
    public static Optional<ReferenceNeuron> of(String key, Map<String, Object> settings) {
        if (key.equals(OF_THE_PAPER)) {
            return Optional.empty();
        }
        for (ReferenceNeuron.Kind kind : ServiceLoader.load(ReferenceNeuron.Kind.class,
                ReferenceNeurons.class.getClassLoader())) {
            if (kind.key().equals(key)) {
                JsonNode values = JsonMapper.shared().valueToTree(settings);
                return Optional.of(kind.read(Section.of("reference", "reference neuron " + key, values, kind.keys())));
            }
        }
        throw InputException.wrongValue("architecture: neuron", "kind", key,
                "a neuron that the reference model has, or --no-compare");
    }
}
