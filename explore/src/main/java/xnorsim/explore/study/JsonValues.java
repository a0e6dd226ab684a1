package xnorsim.explore.study;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON of this package: objects whose keys stay in their order. */
public final class JsonValues {
    /** Above this, not every whole number is a double's. */
    private static final double WHOLE = 1e15;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonValues() {}

    /** Reads a text. */
    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An object of these values. */
    public static ObjectNode object(Map<String, JsonNode> values) {
        ObjectNode object = object();
        values.forEach(object::set);
        return object;
    }

    /** An object of these numbers. */
    public static ObjectNode numbers(Map<String, Double> values) {
        ObjectNode object = object();
        values.forEach((key, value) -> put(object, key, value));
        return object;
    }

    /** A number as text, without a point where it has no fraction. */
    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < WHOLE
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Puts a number; one without fraction stands without a point. */
    static void put(ObjectNode object, String key, double value) {
        if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
            object.put(key, (long) value);
        } else {
            object.put(key, value);
        }
    }
}
