package xnorsim.explore.study;

import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An axis of a study: one key, or several that change together.
 *
 * @param keys   dotted paths of what changes, at least one
 * @param values possible values
 */
public record Axis(List<String> keys, Values values) {

    /** The values of an axis. */
    public sealed interface Values permits Listed, Span {}

    /**
     * Values one by one.
     *
     * @param rows at least one; each with a value for every key
     */
    public record Listed(List<List<JsonNode>> rows) implements Values {
        /** Copies the rows. */
        public Listed {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * All numbers between two ends, of a single key.
     *
     * @param from        the least
     * @param to          the largest, above {@code from}
     * @param logarithmic whether equal ratios are equally likely, instead of equal differences
     * @param whole       whether only whole numbers are meant
     */
    public record Span(double from, double to, boolean logarithmic, boolean whole) implements Values {
        private double at(double fraction) {
            // A whole number is as likely as another one, the ends included.
            double end = whole ? to + 1 : to;
            double value = logarithmic ? geometric(from, end, fraction) : linear(from, end, fraction);
            return whole ? Math.min(Math.floor(value), to) : value;
        }
    }

    /** Between two numbers above 0, by equal ratios; also where the ratio of the ends is no double. */
    static double geometric(double from, double to, double fraction) {
        double ratio = to / from;
        return Double.isFinite(ratio)
                ? from * Math.pow(ratio, fraction)
                : Math.clamp(Math.exp(Math.log(from) + fraction * (Math.log(to) - Math.log(from))), from, to);
    }

    private static double linear(double from, double to, double fraction) {
        double width = to - from;
        return Double.isFinite(width) ? from + width * fraction : from * (1 - fraction) + to * fraction;
    }

    /** Copies the keys. */
    public Axis {
        keys = List.copyOf(keys);
    }

    /** Number of values; empty where they are a continuum. */
    public OptionalInt size() {
        return switch (values) {
            case Listed listed -> OptionalInt.of(listed.rows.size());
            case Span span -> OptionalInt.empty();
        };
    }

    /** A value for every key, at a place in [0, 1) of the axis. */
    public List<JsonNode> at(double place) {
        return switch (values) {
            case Listed listed -> listed.rows.get((int) (place * listed.rows.size()));
            case Span span -> List.of(number(span.at(place), span.whole));
        };
    }

    /** The values of a number, which must be below {@link #size}. */
    public List<JsonNode> at(int number) {
        return ((Listed) values).rows.get(number);
    }

    /** Values that stand for all: those listed, or the ends. */
    List<List<JsonNode>> samples() {
        return switch (values) {
            case Listed listed -> listed.rows;
            case Span span -> List.of(List.of(number(span.from, span.whole)), List.of(number(span.to, span.whole)));
        };
    }

    /** A number as it stands in files. */
    static JsonNode number(double value, boolean whole) {
        return whole
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }
}
