package xnorsim.train.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final String WHERE = "training";

    private static final FileKind KIND = new FileKind("a recipe in YAML", 1 << 20);

    private final Section root;

    private RecipeFile(ObjectNode root) {
        this.root = new Section(WHERE, root);
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
        for (Part part : parts) {
            try {
                keys(part.yaml(), base).ifPresent(merged::setAll);
            } catch (InputException e) {
                throw e.in(part.origin());
            }
        }
        try {
            return new RecipeFile(merged).over(base);
        } catch (InputException e) {
            throw blamed(e, parts, base);
        }
    }

    /** The error message prefixed by the part that is invalid on its own, if any. */
    private static InputException blamed(InputException complaint, List<Part> parts, Recipe base) {
        for (Part part : parts.reversed()) {
            try {
                parse(part.yaml(), base);
            } catch (InputException alone) {
                if (String.valueOf(alone.getMessage()).equals(complaint.getMessage())) {
                    return complaint.in(part.origin());
                }
            }
        }
        return complaint;
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
        new Section(WHERE, object).requireKnown(known, key -> InputException.unknown(WHERE, key, known));
        return Optional.of(object);
    }

    private Recipe over(Recipe b) {
        return new Recipe(text("network", b.network()), real("width", b.width()), text("residual", b.residual()),
                choice("pooling", b.pooling()), choice("coding", b.coding()), choice("neurons", b.neurons()),
                integer("time_steps", b.timeSteps()),
                choice("normalization", b.statistics()), choice("alpha", b.alpha()),
                real("threshold", b.threshold()), bool("learn_threshold", b.learnThreshold()),
                real("delta", b.damping()), choice("optimizer", b.optimizer()), real("momentum", b.momentum()),
                real("weight_decay", b.weightDecay()), real("learning_rate", b.learningRate()),
                integer("warm_up_steps", b.warmUpSteps()), choice("schedule", b.decay()),
                integer("epochs", b.epochs()), integer("batch", b.batch()),
                real("label_smoothing", b.labelSmoothing()), real("logit_scale", b.logitScale()),
                bool("flip", b.flip()), integer("crop", b.crop()), whole("seed", b.seed()),
                integer("images", b.images()), integer("held_out", b.heldOut()));
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

    private double real(String key, double otherwise) {
        return root.optional(key).map(Value::number).orElse(otherwise);
    }

    private int integer(String key, int otherwise) {
        return root.optional(key).map(Value::whole).orElse(otherwise);
    }

    private long whole(String key, long otherwise) {
        return root.optional(key).map(Value::wholeLong).orElse(otherwise);
    }

    private boolean bool(String key, boolean otherwise) {
        return root.optional(key).map(Value::truth).orElse(otherwise);
    }

    /** Upper case is accepted. */
    private <E extends Enum<E>> E choice(String key, E otherwise) {
        List<E> constants = List.of(otherwise.getDeclaringClass().getEnumConstants());
        return root.optional(key).map(value -> value.choiceOfAnyCase(constants, Recipe::word))
                .orElse(otherwise);
    }
}
