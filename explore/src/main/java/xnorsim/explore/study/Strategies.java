package xnorsim.explore.study;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import xnorsim.base.Section;

/** The strategies that study files can name. */
public final class Strategies {
    private static final String DEFAULT = "grid";
    private static final List<Strategy.Kind> KINDS = registered();

    private Strategies() {}

    private static List<Strategy.Kind> registered() {
        List<Strategy.Kind> kinds = new ArrayList<>();
        for (Strategy.Kind kind : ServiceLoader.load(Strategy.Kind.class, Strategies.class.getClassLoader())) {
            if (kinds.stream().anyMatch(other -> other.key().equals(kind.key()))) {
                throw new IllegalStateException("two strategies are registered as " + kind.key());
            }
            kinds.add(kind);
        }
        return List.copyOf(kinds);
    }

    /** Their names, in the order in which they are registered. */
    public static List<String> keys() {
        return KINDS.stream().map(Strategy.Kind::key).toList();
    }

    /** What a study says, or every combination where it says nothing. */
    static Strategy read(Section study, List<Axis> axes) {
        if (!study.has("strategy")) {
            return read(DEFAULT, JsonNodeFactory.instance.objectNode(), axes);
        }
        JsonNode given = study.get("strategy");
        if (given.isString() && KINDS.stream()
                .anyMatch(kind -> kind.keys().isEmpty() && kind.key().equals(given.stringValue()))) {
            return read(given.stringValue(), JsonNodeFactory.instance.objectNode(), axes);
        }
        Section one = Section.of("study", "strategy", given, keys());
        if (one.node().size() != 1) {
            throw study.wrong("strategy", "one of " + String.join(", ", keys()) + ", such as {sobol: {points: 64}}");
        }
        String key = one.node().propertyNames().iterator().next();
        return read(key, one.get(key), axes);
    }

    private static Strategy read(String key, JsonNode node, List<Axis> axes) {
        Strategy.Kind kind = KINDS.stream().filter(one -> one.key().equals(key)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no strategy is registered as " + key));
        return kind.read(Section.of("study", "strategy." + key, node, kind.keys()), axes);
    }
}
