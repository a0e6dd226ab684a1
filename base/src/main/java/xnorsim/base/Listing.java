package xnorsim.base;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Enumerations in a sentence. */
public final class Listing {
    private static final int MAX = 8;

    private Listing() {}

    /**
     * {@code a, b and c}; for a long list, the first items and the number of further ones.
     *
     * @param last the word before the last item, such as "and"
     */
    public static String of(Stream<?> things, String last) {
        List<String> names = things.map(Object::toString).toList();
        if (names.size() > MAX) {
            return String.join(", ", names.subList(0, MAX)) + " " + last + " " + (names.size() - MAX) + " more";
        }
        return names.size() < 2
                ? String.join("", names)
                : names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " " + last + " "
                        + names.getLast();
    }
}
