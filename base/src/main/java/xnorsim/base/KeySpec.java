package xnorsim.base;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One key of a file: how it is read and checked, and its row in a table of keys.
 *
 * @param name      in the file
 * @param type      of its value
 * @param range     of a number; empty: any
 * @param values    possible values, for people
 * @param byDefault default in words, if not a plain value
 * @param text      description
 */
public record KeySpec(String name, Class<?> type, Optional<Range> range, String values, String byDefault, String text) {

    private static final String ABOVE = "above ";
    private static final String AT_LEAST = "at least ";
    private static final String AND_BELOW = " and below ";
    private static final String EXPECTED = "range %s, expected such as 1..8, above 0, at least 0 or"
            + " at least 0 and below 1";

    /**
     * The permitted range of a number.
     *
     * @param words    how messages state it
     * @param least    minimum
     * @param openLow  whether the minimum itself is excluded
     * @param most     maximum
     * @param openHigh whether the maximum itself is excluded
     */
    public record Range(String words, double least, boolean openLow, double most, boolean openHigh) {

        /** Without regular expressions, which slow a start. */
        private static Range of(String written) {
            int dots = written.indexOf("..");
            int and = written.indexOf(AND_BELOW);
            try {
                if (dots > 0) {
                    return new Range(written, number(written, 0, dots), false,
                            number(written, dots + 2, written.length()), false);
                }
                if (written.startsWith(ABOVE)) {
                    return new Range("a number " + written, number(written, ABOVE.length(), written.length()), true,
                            Double.POSITIVE_INFINITY, false);
                }
                if (written.startsWith(AT_LEAST)) {
                    int end = and > 0 ? and : written.length();
                    return new Range(written, number(written, AT_LEAST.length(), end), false, and > 0
                            ? number(written, and + AND_BELOW.length(), written.length())
                            : Double.POSITIVE_INFINITY, and > 0);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(EXPECTED.formatted(written), e);
            }
            throw new IllegalArgumentException(EXPECTED.formatted(written));
        }

        private static long number(String written, int from, int to) {
            return Long.parseLong(written, from, to, 10);
        }

        /** The range after the words for a number: {@code a whole number of 1..8}. */
        private String after(String number) {
            return number + (openLow ? " above " + (long) least : " of " + words);
        }

        boolean holds(double value) {
            return (openLow ? value > least : value >= least) && (openHigh ? value < most : value <= most);
        }
    }

    /** The key of a record's component. */
    static KeySpec of(RecordComponent component, Key key) {
        Class<?> type = component.getType();
        Optional<Range> range = Optional.of(key.range()).filter(r -> !r.isEmpty()).map(Range::of);
        String values = key.range().isEmpty() ? words(type) : key.range();
        return new KeySpec(key.name().isEmpty() ? snake(component.getName()) : key.name(), type, range,
                key.also().isEmpty() ? values : values + (values.isEmpty() ? "" : ", ") + key.also(), key.byDefault(),
                key.text());
    }

    /** A Java name as written in files: {@code clockPeriodPs} is {@code clock_period_ps}. */
    static String snake(String name) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
            snake.append(begins ? "_" : "").append(Character.toLowerCase(c));
        }
        return snake.toString();
    }

    private static String words(Class<?> type) {
        if (type == boolean.class) {
            return "true, false";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(KeySpec::shown).collect(Collectors.joining(", "));
        }
        return type == double.class || type == OptionalDouble.class ? "any number" : "";
    }

    /** Whether values of this type are read here; other types need their own reader. */
    static boolean isPlain(Type type) {
        return type == int.class || type == long.class || type == double.class || type == boolean.class
                || type == OptionalInt.class || type == OptionalLong.class || type == OptionalDouble.class
                || (type instanceof Class<?> c && c.isEnum());
    }

    /**
     * The value of the key in a map, or {@code otherwise} if the key is missing.
     *
     * @throws InputException if it is of another type
     */
    Object read(String where, JsonNode map, Object otherwise) {
        Value value = new Value(where, name, map.path(name));
        if (!value.isGiven()) {
            return otherwise;
        }
        if (type == int.class) {
            return whole(value);
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of(whole(value));
        }
        if (type == long.class) {
            return wholeLong(value);
        }
        if (type == OptionalLong.class) {
            return OptionalLong.of(wholeLong(value));
        }
        if (type == double.class) {
            return number(value);
        }
        if (type == OptionalDouble.class) {
            return OptionalDouble.of(number(value));
        }
        if (type == boolean.class) {
            return value.truth();
        }
        return value.choiceOfAnyCase(Arrays.asList(type.getEnumConstants()), KeySpec::shown);
    }

    private int whole(Value value) {
        return range.isEmpty() ? value.whole() : value.whole(range.get().after(Value.WHOLE));
    }

    private long wholeLong(Value value) {
        return range.isEmpty() ? value.wholeLong() : value.wholeLong(range.get().after(Value.WHOLE));
    }

    private double number(Value value) {
        return range.isEmpty() ? value.number() : value.number(range.get().after(value.numeral()));
    }

    /** Refuses a component's value outside the range. */
    void check(String where, Object value) {
        if (range.isEmpty()) {
            return;
        }
        if (value instanceof Number given && Double.isNaN(given.doubleValue())) {
            throw InputException.wrongValue(where, name, given, range.get().words);
        }
        double number = number(value);
        if (!Double.isNaN(number) && !range.get().holds(number)) {
            throw InputException.wrongValue(where, name, shown(value), range.get().words);
        }
    }

    /** A value as written in a file; empty if not given. */
    static String shown(Object value) {
        if (value instanceof OptionalInt given) {
            return given.isPresent() ? String.valueOf(given.getAsInt()) : "";
        }
        if (value instanceof OptionalLong given) {
            return given.isPresent() ? String.valueOf(given.getAsLong()) : "";
        }
        if (value instanceof OptionalDouble given) {
            return given.isPresent() ? String.valueOf(given.getAsDouble()) : "";
        }
        if (value instanceof Registry.Keyed keyed) {
            return keyed.key();
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    /** A value as a number; not a number if it is none, or not given. No pattern switch: one costs a start 20 ms. */
    private static double number(Object value) {
        if (value instanceof Number given) {
            return given.doubleValue();
        }
        if (value instanceof OptionalInt given && given.isPresent()) {
            return given.getAsInt();
        }
        if (value instanceof OptionalLong given && given.isPresent()) {
            return given.getAsLong();
        }
        return value instanceof OptionalDouble given ? given.orElse(Double.NaN) : Double.NaN;
    }
}
