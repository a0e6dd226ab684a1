package xnorsim.base;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a map of a file names by its key {@code kind}, with further keys beside it. */
public interface MapKind extends Registry.Keyed {
    /** The key that names the kind. */
    String KIND = "kind";

    /** One-line description of at most 100 characters. */
    String text();

    /** Its keys beside {@code kind}, mostly those of its record ({@link Keys#specs}). */
    List<KeySpec> keys();

    /** Their defaults as a file would have them, empty for none, by name; nothing where a key is required. */
    Map<String, String> defaults();

    /** The keys of all registered kinds, {@code kind} first. */
    static List<String> names(Registry<? extends MapKind> registry) {
        return Stream.concat(Stream.of(KIND), registry.all().stream().flatMap(MapKind::names)).distinct().toList();
    }

    private static Stream<String> names(MapKind kind) {
        return kind.keys().stream().map(KeySpec::name);
    }

    /**
     * The kind that a map names.
     *
     * @param outer   what the map is in, such as {@code architecture}
     * @param name    key of the map
     * @param map     the map
     * @param outside keys of {@code outer}, which a misplaced key may be
     * @throws InputException if it is not a map, has no kind or an unknown one, or a key that the kind does not have
     */
    static <T extends MapKind> T of(Registry<T> registry, String outer, String name, JsonNode map,
            List<String> outside) {
        List<String> kinds = registry.keys();
        String inner = outer + ": " + name;
        Section own = new Value(outer, name, map).map(inner,
                "keys with values such as {" + KIND + ": " + kinds.getFirst() + "}");
        Optional<T> kind = own.optional(KIND).map(one -> one.choice(registry.all(), MapKind::key));
        List<String> known = kind.map(one -> Stream.concat(Stream.of(KIND), names(one)).toList())
                .orElseGet(() -> names(registry));
        own.requireKnown(known, key -> InputException.unknown(outer, name + " key", key, known, outside.stream()
                .collect(Collectors.toMap(other -> other, other -> other + ", which belongs outside " + name))));
        return kind.orElseThrow(() -> InputException.missing(inner, KIND, InputException.oneOf(kinds)));
    }
}
