package xnorsim.explore.study;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A point of a study.
 *
 * @param number within the study, from 0 on
 * @param values a plain value for each key of the axes, in their order
 */
public record Point(int number, Map<String, JsonNode> values) {
    /** Copies the values in their order, each as it is when it is read from a file, so that equal points are equal. */
    public Point {
        Map<String, JsonNode> copy = new LinkedHashMap<>();
        values.forEach((key, value) -> copy.put(key, asRead(value)));
        values = SmallMap.copyOf(copy);
    }

    private static JsonNode asRead(JsonNode value) {
        boolean isAlready = value.isInt() || value.isDouble() || value.isString() || value.isBoolean();
        return isAlready ? value : JsonValues.parse(value.toString());
    }
}
