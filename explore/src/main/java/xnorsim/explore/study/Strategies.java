package xnorsim.explore.study;

import java.util.List;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import xnorsim.base.InputException;
import xnorsim.base.Registry;
import xnorsim.base.Section;

/** The strategies that study files can name. */
public final class Strategies {
    private static final String DEFAULT = "grid";
    private static final Registry<Strategy.Kind> KINDS = Registry.of("strategy",
            Strategy.Kind.class,
            ServiceLoader.load(Strategy.Kind.class, Strategies.class.getClassLoader()));

    private Strategies() {}

    /** Their names, in the order in which they are registered. */
    public static List<String> keys() {
        return KINDS.keys();
    }

    /** What a study says, or every combination where it says nothing. */
    static Strategy read(Section study, List<Axis> axes) {
        if (!study.has("strategy")) {
            return read(DEFAULT, JsonNodeFactory.instance.objectNode(), axes);
        }
        JsonNode given = study.get("strategy");
        if (given.isString()
                && KINDS.find(given.stringValue()).filter(kind -> kind.keys().isEmpty()).isPresent()) {
            return read(given.stringValue(), JsonNodeFactory.instance.objectNode(), axes);
        }
        JsonNode name = given.path("kind").isMissingNode() ? given : given.path("kind");
        if (name.isString()) {
            throw study.wrong("strategy", form(name.stringValue()));
        }
        Section one = Section.of("study", "strategy", given, keys());
        if (one.node().size() != 1) {
            throw study.wrong("strategy", InputException.oneOf(keys()) + ", such as {sobol: {points: 64}}");
        }
        String key = one.node().propertyNames().iterator().next();
        return read(key, one.get(key), axes);
    }

    /** For a user who names the strategy otherwise, such as with {@code kind}. */
    private static String form(String name) {
        return keys().contains(name)
                ? "strategy: {" + name + ": {...}}"
                : "strategy: {NAME: {...}} whose NAME is " + InputException.oneOf(keys());
    }

    private static Strategy read(String key, JsonNode node, List<Axis> axes) {
        Strategy.Kind kind = KINDS.find(key)
                .orElseThrow(() -> new IllegalStateException("no strategy is registered as " + key));
        return kind.read(Section.of("study", "strategy." + key, node, kind.keys()), axes);
    }
}
