package xnorsim.sim;

import java.util.Arrays;

/**
 * The events of an {@link EventQueue}'s buckets beyond the first one of each: sorted lists in plain arrays, circular, so
 * that the tail alone gives both ends.
 */
final class EventChains {

    private static final int NONE = -1;

    private long[] keys = new long[64];
    private Event[] events = new Event[64];
    private int[] next = new int[64];
    private int used;
    private int free = NONE;
    private int[] tails;

    EventChains(int buckets) {
        tails = new int[buckets];
    }

    /** Is given a key and an event. */
    @FunctionalInterface
    interface Link {
        /** Links the event; the result does not matter. */
        int link(long key, Event event);
    }

    long firstKey(int bucket) {
        return keys[next[tails[bucket]]];
    }

    Event firstEvent(int bucket) {
        return events[next[tails[bucket]]];
    }

    /** Removes the first event of a chain and says whether any is left. */
    boolean removeFirst(int bucket) {
        int tail = tails[bucket];
        int head = next[tail];
        next[tail] = next[head];
        next[head] = free;
        free = head;
        return head != tail;
    }

    /** Puts an event in front of a chain. */
    void push(int bucket, boolean chained, long key, Event event) {
        int node = take(key, event);
        if (chained) {
            int tail = tails[bucket];
            next[node] = next[tail];
            next[tail] = node;
        } else {
            next[node] = node;
            tails[bucket] = node;
        }
    }

    /** Puts an event behind all that are not later, and says how many events it had to pass on the way. */
    int insert(int bucket, boolean chained, long key, Event event) {
        if (!chained || key < firstKey(bucket)) {
            push(bucket, chained, key, event);
            return 0;
        }
        int tail = tails[bucket];
        int node = take(key, event);
        if (key >= keys[tail]) {
            next[node] = next[tail];
            next[tail] = node;
            tails[bucket] = node;
            return 0;
        }
        int passed = 1;
        int before = next[tail];
        while (keys[next[before]] <= key) {
            before = next[before];
            passed++;
        }
        next[node] = next[before];
        next[before] = node;
        return passed;
    }

    /** Hands over all chains and is empty, for {@code buckets} buckets. */
    Roots takeAll(int buckets) {
        Roots roots = new Roots(keys, events, next, tails);
        keys = new long[keys.length];
        events = new Event[events.length];
        next = new int[next.length];
        tails = new int[buckets];
        used = 0;
        free = NONE;
        return roots;
    }

    private int take(long key, Event event) {
        int node = free;
        if (node != NONE) {
            free = next[node];
        } else {
            if (used == keys.length) {
                keys = Arrays.copyOf(keys, 2 * used);
                events = Arrays.copyOf(events, 2 * used);
                next = Arrays.copyOf(next, 2 * used);
            }
            node = used++;
        }
        keys[node] = key;
        events[node] = event;
        return node;
    }

    /** Chains that were handed over. */
    static final class Roots {
        private final long[] keys;
        private final Event[] events;
        private final int[] next;
        private final int[] tails;

        private Roots(long[] keys, Event[] events, int[] next, int[] tails) {
            this.keys = keys;
            this.events = events;
            this.next = next;
            this.tails = tails;
        }

        void forEach(int bucket, Link link) {
            int tail = tails[bucket];
            int node = tail;
            do {
                node = next[node];
                link.link(keys[node], events[node]);
            } while (node != tail);
        }
    }
}
