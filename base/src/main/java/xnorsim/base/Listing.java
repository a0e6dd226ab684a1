package xnorsim.base;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Things in a sentence. */
public final class Listing {
    private static final int MOST = 8;

    private Listing() {}

    /**
     * {@code a, b and c}; of a long list the first ones and how many more there are.
     *
     * @param last the word before the last one, such as and
     */
    public static String of(Stream<?> things, String last) {
        List<String> names = things.map(Object::toString).toList();
        if (names.size() > MOST) {
            return String.join(", ", names.subList(0, MOST)) + " " + last + " " + (names.size() - MOST) + " more";
        }
        return names.size() < 2
                ? String.join("", names)
                : names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " " + last + " "
                        + names.getLast();
    }
}
