package xnorsim.sim;

/**
 * Pending events in the order (time, phase, sequence): a calendar queue (R. Brown, Communications of the ACM 31(10), 1988)
 * in plain arrays.
 *
 * <p>Time is cut into days of 2^shift picoseconds; day d is kept in bucket d mod (number of buckets). A bucket holds its
 * first event itself, and the others, seldom any, in a {@link EventChains chain}. One bit per bucket says whether it is
 * occupied and one whether it has a chain, so that empty days are leafed through 64 at a time. The first event of all is
 * that of the first bucket, counted from today on, whose event falls on the bucket's own day. The length of a day follows
 * the events, see {@link #adapt}.
 *
 * <p>A key is 4 * time + phase. Of equal keys the later one goes behind: that is the sequence, without a number. Events of
 * one instant that come in order are appended, however many there are. Nothing is allocated but to grow.
 */
final class EventQueue {

    /** Times beyond this do not fit beside the phase: 2.3 million seconds of simulated time. */
    static final long LATEST_PS = Long.MAX_VALUE >> 2;

    private static final Phase[] PHASES = Phase.values();
    private static final int BUCKETS_PER_EVENT = 8;
    private static final int MOST_DAYS_PER_EVENT = 12;
    private static final int PERIOD = 256;
    private static final int LONGEST_SHIFT = 56;

    private long[] keys = new long[128];
    private Event[] events = new Event[128];
    private long[] occupied = new long[2];
    private long[] crowded = new long[2];
    private final EventChains chains = new EventChains(128);
    private int mask = 127;
    /** Key bits below a day: two of the phase and those of the time within the day. */
    private int keyShift = 12;

    private int size;
    private int firstBucket;
    private long firstKey = Long.MAX_VALUE;

    private int removals;
    private long daysLeafed;
    private long sameDays;
    private long otherYears;

    boolean isEmpty() {
        return size == 0;
    }

    /** Time of the first event; the queue must not be empty. */
    long firstTimePs() {
        return firstKey >> 2;
    }

    /** Phase of the first event; the queue must not be empty. */
    Phase firstPhase() {
        return PHASES[(int) firstKey & 3];
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
        if (size * BUCKETS_PER_EVENT >= keys.length) {
            rebuild(2 * keys.length, keyShift);
        }
        long key = timePs << 2 | phase.ordinal();
        int bucket = link(key, event);
        size++;
        if (key < firstKey) {
            firstBucket = bucket;
            firstKey = key;
        }
    }

    /** Removes the first event; the queue must not be empty. */
    Event removeFirst() {
        int bucket = firstBucket;
        Event event = events[bucket];
        long bit = 1L << bucket;
        if ((crowded[bucket >> 6] & bit) == 0) {
            occupied[bucket >> 6] &= ~bit;
        } else {
            keys[bucket] = chains.firstKey(bucket);
            events[bucket] = chains.firstEvent(bucket);
            if (!chains.removeFirst(bucket)) {
                crowded[bucket >> 6] &= ~bit;
            }
        }
        if (++removals >= PERIOD) {
            adapt();
        }
        if (--size == 0) {
            firstKey = Long.MAX_VALUE;
        } else {
            search(firstKey >> keyShift);
        }
        return event;
    }

    /** Puts an event into its bucket and says which that is. */
    private int link(long key, Event event) {
        int bucket = (int) (key >> keyShift) & mask;
        long bit = 1L << bucket;
        if ((occupied[bucket >> 6] & bit) == 0) {
            occupied[bucket >> 6] |= bit;
            keys[bucket] = key;
            events[bucket] = event;
        } else {
            meet(bucket, key, event);
        }
        return bucket;
    }

    private void meet(int bucket, long key, Event event) {
        long bit = 1L << bucket;
        boolean chained = (crowded[bucket >> 6] & bit) != 0;
        crowded[bucket >> 6] |= bit;
        long present = keys[bucket];
        if (key >> keyShift != present >> keyShift) {
            otherYears++;
        } else if (key >> 2 != present >> 2) {
            sameDays++;
        }
        if (key >= present) {
            sameDays += chains.insert(bucket, chained, key, event);
        } else {
            chains.push(bucket, chained, present, events[bucket]);
            keys[bucket] = key;
            events[bucket] = event;
        }
    }

    /** Finds the first event on {@code today} or later; there is one. */
    private void search(long today) {
        int bucket = (int) today & mask;
        int word = bucket >> 6;
        long rest = occupied[word] & -1L << bucket;
        for (int turns = 0; turns <= occupied.length; turns++) {
            while (rest != 0) {
                int found = (word << 6) + Long.numberOfTrailingZeros(rest);
                int ahead = (found - bucket) & mask;
                if (keys[found] >> keyShift == today + ahead) {
                    daysLeafed += ahead;
                    firstBucket = found;
                    firstKey = keys[found];
                    return;
                }
                rest &= rest - 1;
            }
            word = (word + 1) & (occupied.length - 1);
            rest = occupied[word];
        }
        searchAll();
    }

    /** No event is less than a year ahead: compares all buckets. */
    private void searchAll() {
        daysLeafed += 2L * keys.length;
        firstKey = Long.MAX_VALUE;
        for (int word = 0; word < occupied.length; word++) {
            for (long rest = occupied[word]; rest != 0; rest &= rest - 1) {
                int bucket = (word << 6) + Long.numberOfTrailingZeros(rest);
                if (keys[bucket] < firstKey) {
                    firstBucket = bucket;
                    firstKey = keys[bucket];
                }
            }
        }
    }

    /**
     * Days get longer where most are empty, or where years are so short that events of different years meet; they get
     * shorter where events of one day meet. The two thresholds lie a factor of four or more apart, so that one does not
     * undo the other.
     */
    private void adapt() {
        if (removals < size) {
            return;
        }
        int fitting = keyShift;
        if (daysLeafed > (long) MOST_DAYS_PER_EVENT * removals) {
            fitting = Math.min(LONGEST_SHIFT, keyShift + log2(daysLeafed / removals) - 1);
        } else if (otherYears > removals) {
            fitting = Math.min(LONGEST_SHIFT, keyShift + 1);
        } else if (sameDays > removals / 4) {
            fitting = Math.max(2, keyShift - 1 - log2(Math.max(1, sameDays / removals)));
        }
        removals = 0;
        daysLeafed = 0;
        sameDays = 0;
        otherYears = 0;
        if (fitting != keyShift) {
            rebuild(keys.length, fitting);
        }
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }

    /** Links every event anew, bucket by bucket in order, so that of equal keys the earlier one stays in front. */
    private void rebuild(int buckets, int newShift) {
        long[] oldKeys = keys;
        Event[] oldEvents = events;
        long[] oldOccupied = occupied;
        long[] oldCrowded = crowded;
        EventChains.Roots oldChains = chains.takeAll(buckets);
        keys = new long[buckets];
        events = new Event[buckets];
        occupied = new long[buckets >> 6];
        crowded = new long[buckets >> 6];
        mask = buckets - 1;
        keyShift = newShift;
        for (int word = 0; word < oldOccupied.length; word++) {
            for (long rest = oldOccupied[word]; rest != 0; rest &= rest - 1) {
                int bucket = (word << 6) + Long.numberOfTrailingZeros(rest);
                link(oldKeys[bucket], oldEvents[bucket]);
                if ((oldCrowded[word] >>> bucket & 1) != 0) {
                    oldChains.forEach(bucket, this::link);
                }
            }
        }
        firstBucket = (int) (firstKey >> keyShift) & mask;
    }
}
