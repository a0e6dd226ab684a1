package xnorsim.base;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A map of a YAML or JSON file, read by key. Other keys than its own are refused either beforehand, by their list
 * ({@link #of}), or afterwards, because nothing has read them ({@link #requireKnownKeys}).
 */
public final class Section {
    private final String where;
    private final JsonNode node;
    private final Set<String> read = new TreeSet<>();

    /**
     * A map with any keys.
     *
     * @param where its name in messages
     * @param node  its keys and values
     */
    public Section(String where, JsonNode node) {
        this.where = where;
        this.node = node;
    }

    /**
     * A map that may have the given keys only.
     *
     * @param outer name of the enclosing map in messages
     * @param where name of the map in messages about its values
     * @param known its keys
     * @throws InputException if it is not a map, or has another key
     */
    public static Section of(String outer, String where, JsonNode node, List<String> known) {
        return new Value(outer, where, node).map(where, known);
    }

    /** Its name in messages. */
    public String where() {
        return where;
    }

    /** Its keys and values. */
    public JsonNode node() {
        return node;
    }

    /** Whether the key is given. */
    public boolean has(String key) {
        read.add(key);
        return node.has(key);
    }

    /** A value, or a missing node. */
    public JsonNode get(String key) {
        return value(key).node();
    }

    /** A value, possibly missing. */
    public Value value(String key) {
        read.add(key);
        return new Value(where, key, node.path(key));
    }

    /** A value, if it is given. */
    public Optional<Value> optional(String key) {
        return has(key) ? Optional.of(value(key)) : Optional.empty();
    }

    /** All values, in the order of the file. */
    public List<Value> values() {
        return node.propertyNames().stream().map(this::value).toList();
    }

    /** An optional text. */
    public Optional<String> text(String key) {
        return optional(key).map(Value::readable);
    }

    /** An optional file. */
    public Optional<Path> file(String key, Path folder) {
        return text(key).map(_ -> value(key).file(folder, "a text"));
    }

    /** An optional whole number in a range. */
    public int whole(String key, int least, int largest, int otherwise) {
        return has(key) ? whole(key, least, largest) : otherwise;
    }

    /** A whole number in a range. */
    public int whole(String key, int least, int largest) {
        return value(key).whole(least, largest);
    }

    /** A seed, 1 if it is missing. */
    public long seed() {
        return whole("seed", 0, Integer.MAX_VALUE, 1);
    }

    /** An optional number. */
    public OptionalDouble number(String key) {
        return has(key) ? OptionalDouble.of(required(key)) : OptionalDouble.empty();
    }

    /** A required number. */
    public double required(String key) {
        return value(key).number();
    }

    /** A list with at least one entry. */
    public List<Value> list(String key, String expected) {
        return value(key).list(expected);
    }

    /** The exception for an invalid value of a key. */
    public InputException wrong(String key, String expected) {
        return value(key).wrong(expected);
    }

    /**
     * Refuses a file of another format or version.
     *
     * @param format  its key {@code format}
     * @param version its key {@code version}
     */
    public void requireFormat(String format, int version) {
        String given = value("format").text();
        if (!given.equals(format)) {
            throw InputException.wrongValue(where, "format", given, format);
        }
        if (value("version").whole() != version) {
            throw wrong("version", Integer.toString(version));
        }
    }

    /**
     * Refuses other keys than the given ones.
     *
     * @param refusal the exception for another key
     */
    public void requireKnown(Collection<String> known, Function<String, InputException> refusal) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw refusal.apply(key);
            }
        }
    }

    /** Refuses keys that nothing has asked for. */
    public void requireKnownKeys() {
        requireKnownKeys(List.of(), "");
    }

    /**
     * Refuses keys that nothing has asked for.
     *
     * @param others keys of other maps
     * @param place  text after their name
     */
    public void requireKnownKeys(Collection<String> others, String place) {
        requireKnown(read, key -> {
            Map<String, String> elsewhere = others.stream().filter(name -> !read.contains(name))
                    .collect(Collectors.toMap(name -> name, name -> name + place));
            return InputException.unknown(where, "", key, read, elsewhere);
        });
    }
}
