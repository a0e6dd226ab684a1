package xnorsim.chip.arch;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import xnorsim.base.InputException;

/**
 * Number of copies of a layer's subarrays, which share its output positions.
 *
 * @param everywhere copies of every layer on subarrays that {@code byLayer} does not name, at least 1; limited to one
 *                   copy per output position
 * @param byLayer    copies by layer name, 1 to the number of output positions
 */
public record Replicas(int everywhere, Map<String, Integer> byLayer) {

    private static final int MAX = 1_000_000;

    /** One copy of everything. */
    public static final Replicas NONE = new Replicas(1, Map.of());

    /** Checks the ranges that do not depend on the network. */
    public Replicas {
        // In order of names: of two wrong ones, every run names the same.
        byLayer = Collections.unmodifiableMap(new TreeMap<>(byLayer));
        check("replicas", everywhere);
        byLayer.forEach((layer, copies) -> check("replicas of layer " + layer, copies));
    }

    private static void check(String key, int copies) {
        if (copies < 1 || copies > MAX) {
            throw InputException.wrongValue("architecture", key, copies,
                    "1.." + MAX + ", the copies of a layer's subarrays");
        }
    }

    /** As written in a file, in order of names. */
    @Override
    public String toString() {
        return byLayer.isEmpty()
                ? String.valueOf(everywhere)
                : byLayer + (everywhere == 1 ? "" : " else " + everywhere);
    }

    /** The same number of copies for every layer. */
    public static Replicas everywhere(int copies) {
        return new Replicas(copies, Map.of());
    }

    /** Copies of one layer. */
    public int of(String layer, int positions) {
        return byLayer.getOrDefault(layer, Math.min(everywhere, positions));
    }
}
