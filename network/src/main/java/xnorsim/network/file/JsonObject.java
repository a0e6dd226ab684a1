package xnorsim.network.file;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.base.InputException;

/**
 * A JSON object read strictly: every key is read once by name and type, and {@link #requireKnownKeys} rejects all other
 * keys.
 */
public final class JsonObject {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final String where;
    private final JsonNode node;
    private final Set<String> known = new TreeSet<>();

    private JsonObject(String where, JsonNode node) {
        this.where = where;
        this.node = node;
        if (!node.isObject()) {
            throw new InputException(where + ": is " + shown(node) + ", expected a JSON object");
        }
    }

    /**
     * Reads a text.
     *
     * @throws InputException if it is no JSON object, or has a key twice in one object
     */
    public static JsonObject parse(String where, byte[] utf8) {
        try {
            return new JsonObject(where, MAPPER.readTree(utf8));
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            throw new InputException(where + ": is invalid JSON" + place + ": " + reason(e), e);
        }
    }

    /** What the parser says, without its advice to programmers. */
    private static String reason(JacksonException e) {
        return e.getOriginalMessage().replaceFirst("(?s)^Non-standard token '([^']*)'.*", "$1 is not a number of JSON")
                .replaceFirst("(?s)^Unrecognized token '(.*)': was expecting .*", "'$1' is not a JSON value")
                .replaceFirst("(?s)^Trailing token.*", "text follows the object")
                .replaceFirst("(?s)^Unexpected end-of-input.*", "the text is truncated")
                .replaceFirst("(?s)^Unexpected (.*?)(?:: | within | in ).*", "$1 is misplaced")
                .replaceAll(",? from `[^`]*`", "")
                .replaceAll("\\s+", " ");
    }

    /** A string. */
    public String text(String key) {
        JsonNode value = required(key, "a string");
        if (!value.isString()) {
            throw wrong(key, value, "a string");
        }
        return value.stringValue();
    }

    /** A string, or {@code otherwise} when the key is absent. */
    String optionalText(String key, String otherwise) {
        known.add(key);
        return node.has(key) ? text(key) : otherwise;
    }

    boolean bool(String key) {
        JsonNode value = required(key, "true or false");
        if (!value.isBoolean()) {
            throw wrong(key, value, "true or false");
        }
        return value.booleanValue();
    }

    double real(String key) {
        JsonNode value = required(key, "a number");
        double real = value.doubleValue(Double.NaN);
        if (!Double.isFinite(real)) {
            throw wrong(key, value, "a finite number");
        }
        return real;
    }

    /** A number, or {@code otherwise} when the key is absent. */
    double optionalReal(String key, double otherwise) {
        known.add(key);
        return node.has(key) ? real(key) : otherwise;
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return node.has(key);
    }

    /** An integer of least..most. */
    public int integer(String key, int least, int most) {
        int value = integer(key);
        if (value < least || value > most) {
            throw InputException.wrongValue(where, key, value, least + ".." + most);
        }
        return value;
    }

    int integer(String key) {
        return integer(key, required(key, "an integer"));
    }

    /** An integer, or {@code otherwise} when the key is absent. */
    int optionalInteger(String key, int otherwise) {
        known.add(key);
        return node.has(key) ? integer(key) : otherwise;
    }

    /** A list of exactly {@code count} integers. */
    int[] integers(String key, int count) {
        JsonNode value = required(key, "a list of " + count + " integers");
        if (!value.isArray() || value.size() != count) {
            throw wrong(key, value, "a list of " + count + " integers");
        }
        int[] integers = new int[count];
        for (int i = 0; i < count; i++) {
            integers[i] = integer(key + "[" + i + "]", value.get(i));
        }
        return integers;
    }

    /** A list of any number of integers, each of at most {@code mostBits} bits. */
    public List<BigInteger> wholeNumbers(String key, int mostBits) {
        String expected = "a list of whole numbers of at most " + mostBits + " bits";
        JsonNode value = required(key, expected);
        if (!value.isArray()) {
            throw wrong(key, value, expected);
        }
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode number = value.get(i);
            if (!number.isIntegralNumber() || number.bigIntegerValue().bitLength() > mostBits) {
                throw wrong(key + "[" + i + "]", number, "a whole number of at most " + mostBits + " bits");
            }
            numbers.add(number.bigIntegerValue());
        }
        return numbers;
    }

    /** One integer, or a list of one of the given numbers of integers. */
    int[] oneOrMore(String key, String expected, int... counts) {
        JsonNode value = required(key, expected);
        if (value.isIntegralNumber()) {
            return new int[]{integer(key)};
        }
        for (int count : counts) {
            if (value.isArray() && value.size() == count) {
                return integers(key, count);
            }
        }
        throw wrong(key, value, expected);
    }

    /** One or more integers, or {@code otherwise} when the key is absent. */
    int[] optionalOneOrMore(String key, int otherwise, String expected, int... counts) {
        known.add(key);
        return node.has(key) ? oneOrMore(key, expected, counts) : new int[]{otherwise};
    }

    /** A list of objects. */
    public List<JsonObject> objects(String key) {
        JsonNode value = required(key, "a list of objects");
        if (!value.isArray()) {
            throw wrong(key, value, "a list of objects");
        }
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            objects.add(new JsonObject(where + ": " + key + "[" + i + "]", value.get(i)));
        }
        return objects;
    }

    /** An object, empty when the key is absent. */
    Optional<JsonObject> optionalObject(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).map(value -> new JsonObject(where + ": " + key, value));
    }

    /** An object of strings, empty when the key is absent. */
    Map<String, String> optionalTexts(String key) {
        known.add(key);
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode value = node.get(key);
        if (value != null) {
            JsonObject object = new JsonObject(where + ": " + key, value);
            value.propertyNames().forEach(name -> texts.put(name, object.text(name)));
        }
        return texts;
    }

    /** Rejects keys that were not read. */
    public void requireKnownKeys() {
        requireKnownKeys(List.of(), "");
    }

    /**
     * Rejects keys that were not read.
     *
     * @param others keys of other objects
     * @param place  text after their name
     */
    void requireKnownKeys(Collection<String> others, String place) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw InputException.unknown(where, "key", key, known, others.stream()
                        .filter(name -> !known.contains(name))
                        .collect(Collectors.toMap(name -> name, name -> name + place)));
            }
        }
    }

    String where() {
        return where;
    }

    private int integer(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, value, "an integer");
        }
        return value.intValue();
    }

    private JsonNode required(String key, String expected) {
        known.add(key);
        JsonNode value = node.get(key);
        if (value == null) {
            throw InputException.missing(where, "key " + key, expected);
        }
        return value;
    }

    private InputException wrong(String key, JsonNode value, String expected) {
        return InputException.wrongValue(where, key, shown(value), expected);
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
