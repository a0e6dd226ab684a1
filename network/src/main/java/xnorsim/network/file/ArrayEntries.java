package xnorsim.network.file;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import xnorsim.base.InputException;
import xnorsim.base.Suggestion;
import xnorsim.network.npy.NpyArray;

/** The arrays of a model file, read by name; other arrays are rejected. */
final class ArrayEntries {
    private final String where;
    private final Map<String, NpyArray> arrays;
    private final Set<String> known = new TreeSet<>();

    ArrayEntries(String where, Map<String, NpyArray> arrays) {
        this.where = where;
        this.arrays = arrays;
    }

    NpyArray required(String name, String expected) {
        return optional(name).orElseThrow(() -> missing(name, expected));
    }

    Optional<NpyArray> optional(String name) {
        known.add(name);
        return Optional.ofNullable(arrays.get(name));
    }

    private InputException missing(String name, String expected) {
        Collection<String> present = arrays.keySet();
        String hint = Suggestion.closest(name, present).filter(other -> !known.contains(other))
                .map(other -> " (there is " + other + ")").orElse("");
        return InputException.missing(where, "array " + name, expected + hint);
    }

    /** Rejects arrays that were not read. */
    void requireKnownNames() {
        for (String name : arrays.keySet()) {
            if (!known.contains(name)) {
                throw InputException.unknown(where, "array", name, known);
            }
        }
    }
}
