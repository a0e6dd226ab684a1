package xnorsim.base;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A key of a YAML map, said once: what reads it, and what documentation and messages say about it.
 *
 * @param key     its name
 * @param meaning what it does, in a line
 * @param values  the values it takes and, in parentheses, its default
 * @param read    its value in a map, or the default; throws {@link InputException} if that is none of {@code values}
 */
public record Setting<T>(String key, String meaning, String values, Function<Section, T> read) {

    /** A whole number of {@code least} to {@code most}. */
    public static Setting<Integer> whole(String key, String meaning, int least, int most, int otherwise) {
        return new Setting<>(key, meaning, least + ".." + most + " (" + otherwise + ")",
                own -> own.whole(key, least, most, otherwise));
    }

    /** A number of {@code least} to {@code most}. */
    public static Setting<Double> number(String key, String meaning, double least, double most, double otherwise) {
        String range = shown(least) + ".." + shown(most);
        return new Setting<>(key, meaning, range + " (" + shown(otherwise) + ")", own -> {
            double value = own.number(key).orElse(otherwise);
            if (value < least || value > most) {
                throw own.wrong(key, range);
            }
            return value;
        });
    }

    /** A constant of an enumeration, by its name in small letters. */
    public static <E extends Enum<E>> Setting<E> choice(String key, String meaning, E otherwise) {
        List<E> constants = List.of(otherwise.getDeclaringClass().getEnumConstants());
        return new Setting<>(key, meaning,
                String.join(", ", constants.stream().map(c -> '`' + name(c) + '`').toList()) + " (`" + name(otherwise)
                        + "`)",
                own -> {
                    if (!own.has(key)) {
                        return otherwise;
                    }
                    return constants.stream()
                            .filter(c -> own.get(key).isString() && own.get(key).stringValue().equals(name(c)))
                            .findFirst()
                            .orElseThrow(() -> own.wrong(key,
                                    String.join(" or ", constants.stream().map(Setting::name).toList())));
                });
    }

    /** The value in a map of a file, or the default. */
    public T of(Section own) {
        return read.apply(own);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
