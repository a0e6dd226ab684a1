package xnorsim.sim;

import java.util.Arrays;

/**
 * Pending events in the order (time, phase, sequence): a calendar queue (R. Brown, Communications of the ACM 31(10),
 * 1988) in plain arrays.
 *
 * <p>A key is 4 * time + phase. Keys are cut into days of 2^shift; day d is kept in bucket d mod (number of buckets), a
 * sorted list of nodes. One bit per bucket marks occupied ones, so that the next event is mostly found in one word of
 * 64 days. The earliest event is in the first bucket from today on whose first event falls on the bucket's own day. The
 * length of a day and the number of buckets adapt to the events, see {@link #adapt}.
 *
 * <p>An event goes behind earlier ones of the same key, which gives the sequence without a number. Events of one
 * instant that arrive in order are appended in constant time. Only growth allocates.
 */
final class EventQueue {

    /** Times beyond this do not fit beside the phase: 2.3 million seconds of simulated time. */
    static final long LATEST_PS = (Long.MAX_VALUE >> 2) - 1;

    /** Key of the first event of an empty bucket: after all others. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final int NONE = -1;
    private static final int FEWEST_BUCKETS = 256;
    private static final int FEWEST_BUCKETS_PER_EVENT = 8;
    private static final int MAX_BUCKETS_PER_EVENT = 32;
    private static final int MAX_DAYS_PER_EVENT = 48;
    private static final int PERIOD = 1024;
    /** A day is at least one instant: the two bits of the phase. */
    private static final int SHORTEST_SHIFT = 2;
    private static final int LONGEST_SHIFT = 56;

    // Nodes. A free node keeps its event.
    private long[] keys = new long[32];
    private Event[] events = new Event[32];
    private int[] next = new int[32];
    /** For the first node of a list: the last node. */
    private int[] last = new int[32];
    private int used;
    private int free = NONE;
    /** The node freed last, if still free: mostly reused by the next event. */
    private int spare = NONE;

    private int[] heads = new int[FEWEST_BUCKETS];
    private long[] occupied = new long[FEWEST_BUCKETS >> 6];
    /** Bits of a key below its day. */
    private int shift = 12;

    private int size;
    private int first = NONE;
    private long firstKey = NEVER;
    /** Day of the first event; of the last removed one if the queue is empty. */
    private long today;

    private int removals;
    private long dayOfLastAdaption;
    private long sameDays;
    private long otherYears;

    boolean isEmpty() {
        return firstKey == NEVER;
    }

    /** Time of the first event, beyond {@link #LATEST_PS} if there is none. */
    long firstTimePs() {
        return firstKey >> 2;
    }

    /** Number of the first event's phase; the queue must not be empty. */
    int firstPhase() {
        return (int) firstKey & 3;
    }

    /** Whether the first event has that instant and phase. */
    boolean isFirst(long timePs, Phase phase) {
        return firstKey == key(timePs, phase);
    }

    private static long key(long timePs, Phase phase) {
        return (timePs << 2) | phase.ordinal();
    }

    /**
     * Adds an event.
     *
     * @throws IllegalArgumentException if the time is beyond {@link #LATEST_PS}
     */
    void add(long timePs, Phase phase, Event event) {
        if (timePs > LATEST_PS) {
            throw new IllegalArgumentException(timePs + " ps is beyond the latest instant, " + LATEST_PS + " ps");
        }
        long key = key(timePs, phase);
        int node = spare;
        spare = NONE;
        if (node == NONE) {
            node = take();
        }
        keys[node] = key;
        put(node, event);
        size++;
        link(node, key);
        if (key < firstKey) {
            firstKey = key;
            first = node;
            today = key >> shift;
        }
    }

    /**
     * The event that fired last mostly returns to its node, which saves writing a reference and its collector barrier.
     */
    // Identity is intended: equality of events does not matter.
    @SuppressWarnings("ReferenceEquality")
    private void put(int node, Event event) {
        if (events[node] != event) {
            events[node] = event;
        }
    }

    /** Removes the first event; there must be one. */
    Event removeFirst() {
        int node = first;
        int bucket = (int) today & (heads.length - 1);
        long days = occupied[bucket >> 6];
        int end = last[node];
        if (end == node) {
            days &= ~(1L << bucket);
            occupied[bucket >> 6] = days;
        } else {
            int second = next[node];
            last[second] = end;
            heads[bucket] = second;
        }
        if (spare != NONE) {
            next[spare] = free;
            free = spare;
        }
        spare = node;
        removals++;
        if (--size == 0) {
            firstKey = NEVER;
        } else if (removals >= PERIOD && removals >= size) {
            adapt();
            searchFar();
        } else {
            search(bucket, days);
        }
        return events[node];
    }

    private void link(int node, long key) {
        int bucket = (int) (key >> shift) & (heads.length - 1);
        long bit = 1L << bucket;
        long word = occupied[bucket >> 6];
        if ((word & bit) == 0) {
            occupied[bucket >> 6] = word | bit;
            heads[bucket] = node;
            last[node] = node;
        } else {
            meet(node, key, bucket);
        }
    }

    /** Links a node into a non-empty list. */
    private void meet(int node, long key, int bucket) {
        int head = heads[bucket];
        int end = last[head];
        if (key >> shift != keys[head] >> shift) {
            otherYears++;
        } else if (key >> 2 != keys[end] >> 2) {
            sameDays++;
        }
        if (key < keys[head]) {
            next[node] = head;
            last[node] = end;
            heads[bucket] = node;
        } else if (key >= keys[end]) {
            next[end] = node;
            last[head] = node;
        } else {
            int before = head;
            while (keys[next[before]] <= key) {
                before = next[before];
                sameDays++;
            }
            next[node] = next[before];
            next[before] = node;
        }
    }

    /** Finds the first event, today or later; the bits of today's word are passed in to avoid a read after write. */
    private void search(int bucket, long word) {
        long days = (word >>> bucket) | (occupied[((bucket >> 6) + 1) & (occupied.length - 1)] << 1 << ~bucket);
        if (days != 0) {
            int ahead = Long.numberOfTrailingZeros(days);
            int node = heads[(bucket + ahead) & (heads.length - 1)];
            long key = keys[node];
            if (key >> shift == today + ahead) {
                today += ahead;
                first = node;
                firstKey = key;
                return;
            }
        }
        searchFar();
    }

    /** The same over a whole year, skipping events of other years. */
    private void searchFar() {
        int buckets = heads.length;
        int bucket = (int) today & (buckets - 1);
        for (int ahead = -(bucket & 63); ahead < buckets; ahead += 64) {
            int word = (bucket + ahead) & (buckets - 1);
            for (long rest = occupied[word >> 6]; rest != 0; rest &= rest - 1) {
                int day = ahead + Long.numberOfTrailingZeros(rest);
                int node = heads[(bucket + day) & (buckets - 1)];
                if (keys[node] >> shift == today + day) {
                    today += day;
                    first = node;
                    firstKey = keys[node];
                    return;
                }
                otherYears++;
            }
        }
        searchAll();
    }

    /** No event within a year: compares all buckets. */
    private void searchAll() {
        first = NONE;
        firstKey = NEVER;
        for (int word = 0; word < occupied.length; word++) {
            for (long rest = occupied[word]; rest != 0; rest &= rest - 1) {
                int node = heads[(word << 6) + Long.numberOfTrailingZeros(rest)];
                if (keys[node] < firstKey) {
                    first = node;
                    firstKey = keys[node];
                }
            }
        }
        today = firstKey >> shift;
    }

    /**
     * Days get longer if most are empty. If years are so short that events of different years share buckets, the number
     * of buckets grows and, once there are many, the days get longer. Days get shorter if one day holds several events,
     * but not so short that most are empty, to avoid oscillation.
     */
    private void adapt() {
        long days = today - dayOfLastAdaption;
        int fitting = shift;
        int buckets = heads.length;
        if (days > (long) MAX_DAYS_PER_EVENT * removals) {
            fitting = Math.min(LONGEST_SHIFT, shift + log2(days / removals) - 3);
        } else if (otherYears > removals / 8 && buckets < MAX_BUCKETS_PER_EVENT * size) {
            buckets *= 2;
        } else if (otherYears > removals) {
            fitting = Math.min(LONGEST_SHIFT, shift + 1);
        } else if (sameDays > removals / 16) {
            int room = log2((long) MAX_DAYS_PER_EVENT * removals / Math.max(1, days));
            fitting = Math.max(SHORTEST_SHIFT, shift - Math.min(room, 1 + log2(Math.max(1, sameDays / removals))));
        }
        removals = 0;
        sameDays = 0;
        otherYears = 0;
        if (fitting != shift || buckets != heads.length) {
            rebuild(buckets, fitting);
        }
        dayOfLastAdaption = today;
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }

    /** A free or a new node. */
    private int take() {
        int node = free;
        if (node != NONE) {
            free = next[node];
            return node;
        }
        if (used == keys.length) {
            keys = Arrays.copyOf(keys, 2 * used);
            events = Arrays.copyOf(events, 2 * used);
            next = Arrays.copyOf(next, 2 * used);
            last = Arrays.copyOf(last, 2 * used);
        }
        if (used * FEWEST_BUCKETS_PER_EVENT >= heads.length) {
            rebuild(2 * heads.length, shift);
        }
        return used++;
    }

    /** Relinks every node, bucket by bucket in order, so that equal keys keep their order. */
    private void rebuild(int buckets, int newShift) {
        int[] oldHeads = heads;
        long[] oldOccupied = occupied;
        heads = new int[buckets];
        occupied = new long[buckets >> 6];
        today = today << shift >> newShift;
        shift = newShift;
        for (int word = 0; word < oldOccupied.length; word++) {
            for (long rest = oldOccupied[word]; rest != 0; rest &= rest - 1) {
                int node = oldHeads[(word << 6) + Long.numberOfTrailingZeros(rest)];
                int end = last[node];
                boolean more = true;
                while (more) {
                    int following = next[node];
                    more = node != end;
                    link(node, keys[node]);
                    node = following;
                }
            }
        }
    }
}
