package xnorsim.base;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A map of a YAML file, read by key.
 *
 * @param where its name in messages
 * @param node  its keys and values
 */
public record Section(String where, JsonNode node) {

    /**
     * A map that may have the given keys only.
     *
     * @param outer name of the enclosing map in messages
     * @param where name of the map in messages about its values
     * @param known its keys
     * @throws InputException if it is not a map, or has another key
     */
    public static Section of(String outer, String where, JsonNode node, List<String> known) {
        if (!node.isObject()) {
            throw InputException.wrongValue(outer, where, shown(node),
                    "keys with values: " + String.join(", ", known));
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw InputException.unknown(where, key, known);
            }
        }
        return new Section(where, node);
    }

    /** Whether the key is given. */
    public boolean has(String key) {
        return node.has(key);
    }

    /** A value, or a missing node. */
    public JsonNode get(String key) {
        return node.path(key);
    }

    /** An optional text. */
    public Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!get(key).isString() || get(key).stringValue().isBlank()) {
            throw wrong(key, "a text");
        }
        if (!isReadable(get(key).stringValue())) {
            throw wrong(key, "a text without control characters");
        }
        return Optional.of(get(key).stringValue());
    }

    /** An optional file. */
    public Optional<Path> file(String key, Path folder) {
        return text(key).map(name -> file(where, key, folder, name));
    }

    /** The file for a name in a study; this machine may not allow all of its characters. */
    public static Path file(String where, String key, Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new InputException(where + ": " + key + " is " + shown(StringNode.valueOf(name))
                    + ", expected a file name that is valid on this machine: " + e.getReason(), e);
        }
    }

    /** Whether a text is free of control characters and unpaired surrogates. */
    public static boolean isReadable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** An optional whole number in a range. */
    public int whole(String key, int least, int largest, int otherwise) {
        return has(key) ? (int) whole(where, key, get(key), least, largest) : otherwise;
    }

    /** A whole number in a range. */
    public int whole(String key, int least, int largest) {
        require(key, "a whole number");
        return (int) whole(where, key, get(key), least, largest);
    }

    /** A seed, 1 if it is missing. */
    public long seed() {
        return has("seed") ? whole(where, "seed", get("seed"), 0, Integer.MAX_VALUE) : 1;
    }

    /** Any number. */
    public OptionalDouble number(String key) {
        if (!has(key)) {
            return OptionalDouble.empty();
        }
        double value = get(key).doubleValue(Double.NaN);
        if (!Double.isFinite(value)) {
            throw wrong(key, "a number");
        }
        return OptionalDouble.of(value);
    }

    /** A required number. */
    public double required(String key) {
        require(key, "a number");
        return number(key).orElseThrow();
    }

    /** A list with at least one entry. */
    public List<JsonNode> list(String key, String expected) {
        require(key, expected);
        if (!get(key).isArray() || get(key).isEmpty()) {
            throw wrong(key, expected);
        }
        List<JsonNode> entries = new ArrayList<>();
        get(key).forEach(entries::add);
        return entries;
    }

    /** The keys and values of a map, in order. */
    public Map<String, JsonNode> map(String key, String expected) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        if (has(key)) {
            if (!get(key).isObject()) {
                throw wrong(key, expected);
            }
            get(key).propertyNames().forEach(name -> entries.put(name, get(key).required(name)));
        }
        return entries;
    }

    public void require(String key, String expected) {
        if (!has(key)) {
            throw InputException.missing(where, key, expected);
        }
    }

    /** The exception for an invalid value of a key. */
    public InputException wrong(String key, String expected) {
        return InputException.wrongValue(where, key, shown(get(key)), expected);
    }

    public static long whole(String where, String key, JsonNode value, long least, long largest) {
        String expected = "a whole number of " + least + ".." + largest;
        if (!value.isIntegralNumber() || value.bigIntegerValue().bitLength() > 62 || value.longValue() < least
                || value.longValue() > largest) {
            throw InputException.wrongValue(where, key, shown(value), expected);
        }
        return value.longValue();
    }

    /** A value as shown in messages. */
    public static String shown(JsonNode node) {
        String text = node.isString() && isReadable(node.stringValue())
                ? '"' + node.stringValue() + '"'
                : node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
