package xnorsim.train.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.PlainYaml;
import xnorsim.base.Section;
import xnorsim.base.Value;

/**
 * A {@link Recipe} as YAML text: missing keys keep their value; unknown keys and values of a wrong type are rejected.
 */
public final class RecipeFile {
    private static final FileKind KIND = new FileKind("a recipe in YAML", 1 << 20);

    private final Section root;

    private RecipeFile(ObjectNode root) {
        this.root = new Section(Recipe.WHERE, root);
    }

    /**
     * A part of a recipe.
     *
     * @param origin the file or option that it comes from, for error messages
     * @param yaml keys with values
     */
    public record Part(String origin, String yaml) {}

    /**
     * The text of a file.
     *
     * @throws InputException if it cannot be read
     */
    public static Part part(Path file) {
        return new Part(file.toString(), KIND.text(file));
    }

    /**
     * Merges parts, later ones overriding, and checks only the result, so that their order does not matter for
     * validity.
     *
     * @param base has the values of what all leave out
     * @throws InputException if they hold anything but known keys with values in range that go together
     */
    public static Recipe merge(List<Part> parts, Recipe base) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        Map<String, String> origins = new HashMap<>();
        for (Part part : parts) {
            try {
                keys(part.yaml(), base).ifPresent(own -> {
                    merged.setAll(own);
                    own.propertyNames().forEach(key -> origins.put(key, part.origin()));
                });
            } catch (InputException e) {
                throw e.in(part.origin());
            }
        }
        try {
            return new RecipeFile(merged).over(base);
        } catch (InputException e) {
            // A value that no part gives is one of the base.
            throw e.key().map(origins::get).map(e::in).orElse(e);
        }
    }

    /** Reads YAML text, as {@link #merge}. */
    public static Recipe parse(String yaml, Recipe base) {
        return keys(yaml, base).map(root -> new RecipeFile(root).over(base)).orElse(base);
    }

    /** The keys of a text with their values; empty if there are none. */
    private static Optional<ObjectNode> keys(String yaml, Recipe base) {
        JsonNode root = PlainYaml.parse(yaml, "keys with values such as \"epochs: 6\"");
        if (root.isMissingNode() || root.isNull()) {
            return Optional.empty();
        }
        if (!(root instanceof ObjectNode object)) {
            throw new InputException("expected keys with values such as \"epochs: 6\"");
        }
        List<String> known = List.copyOf(base.values().keySet());
        new Section(Recipe.WHERE, object).requireKnown(known, key -> InputException.unknown(Recipe.WHERE, key, known));
        return Optional.of(object);
    }

    private Recipe over(Recipe base) {
        return Recipe.KEYS.read(root.node(), base, key -> switch (key) {
            case "network" -> text(key, base.network().layers());
            case "residual" -> text(key, base.network().residual());
            default -> throw new IllegalStateException("nothing reads key " + key);
        });
    }

    /** Text as it is; a list such as [3, 4] becomes 3,4, a number its digits. */
    private String text(String key, String otherwise) {
        return root.optional(key).map(RecipeFile::text).orElse(otherwise);
    }

    private static String text(Value value) {
        JsonNode node = value.node();
        List<String> parts = new ArrayList<>();
        for (JsonNode part : node.isArray() ? node : List.of(node)) {
            if (!part.isString() && !part.isIntegralNumber()) {
                throw value.wrong("a text or a list of numbers");
            }
            parts.add(part.asString());
        }
        return String.join(",", parts);
    }
}
