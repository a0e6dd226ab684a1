package xnorsim.explore.study;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map of a few keys, which keeps their order. Maps with the same keys share them: of the maps of
 * 100,000 results there is little else than values.
 */
final class SmallMap<K, V> extends AbstractMap<K, V> {
    /** More sets of keys than the results of a study have; beyond them keys are not shared. */
    private static final int MAX_SHARED = 1000;
    private static final Map<List<?>, List<?>> SHARED = new ConcurrentHashMap<>();

    private final List<K> keys;
    private final List<V> values;

    private SmallMap(List<K> keys, List<V> values) {
        this.keys = keys;
        this.values = values;
    }

    static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        return map instanceof SmallMap<K, V> ? map : new SmallMap<>(shared(map.keySet()), List.copyOf(map.values()));
    }

    @SuppressWarnings("unchecked") // A list that equals another one has its elements.
    private static <K> List<K> shared(Set<K> keys) {
        List<K> own = List.copyOf(new ArrayList<>(keys));
        return SHARED.size() < MAX_SHARED
                ? (List<K>) SHARED.computeIfAbsent(own, list -> list)
                : (List<K>) SHARED.getOrDefault(own, own);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        int at = key == null ? -1 : keys.indexOf(key);
        return at < 0 ? null : values.get(at);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && keys.contains(key);
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<K, V>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < keys.size();
                    }

                    @Override
                    public Entry<K, V> next() {
                        Entry<K, V> entry = Map.entry(keys.get(next), values.get(next));
                        next++;
                        return entry;
                    }
                };
            }

            @Override
            public int size() {
                return keys.size();
            }
        };
    }
}
