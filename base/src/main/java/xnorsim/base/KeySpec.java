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

    /**
     * The permitted range of a number.
     *
     * @param words how messages state it
     * @param least minimum
     * @param open  whether the minimum itself is excluded
     * @param most  maximum
     */
    public record Range(String words, double least, boolean open, double most) {

        /** Without regular expressions, which slow a start. */
        private static Range of(String written) {
            int dots = written.indexOf("..");
            try {
                return dots > 0
                        ? new Range(written, Long.parseLong(written, 0, dots, 10), false,
                                Long.parseLong(written, dots + 2, written.length(), 10))
                        : new Range("a number " + written, above(written), true, Double.POSITIVE_INFINITY);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("range " + written + ", expected such as 1..8 or above 0", e);
            }
        }

        private static long above(String written) {
            if (!written.startsWith(ABOVE)) {
                throw new NumberFormatException(written);
            }
            return Long.parseLong(written, ABOVE.length(), written.length(), 10);
        }

        boolean holds(double value) {
            return (open ? value > least : value >= least) && value <= most;
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
            return value.whole();
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of(value.whole());
        }
        if (type == long.class) {
            return value.wholeLong();
        }
        if (type == OptionalLong.class) {
            return OptionalLong.of(value.wholeLong());
        }
        if (type == double.class) {
            return value.number();
        }
        if (type == OptionalDouble.class) {
            return OptionalDouble.of(value.number());
        }
        if (type == boolean.class) {
            return value.truth();
        }
        return value.choice(Arrays.asList(type.getEnumConstants()), KeySpec::shown);
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
