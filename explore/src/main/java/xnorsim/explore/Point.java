package xnorsim.explore;

import java.util.Collections;
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
        values.forEach((key, value) -> copy.put(key, Json.parse(value.toString())));
        values = Collections.unmodifiableMap(copy);
    }
}
