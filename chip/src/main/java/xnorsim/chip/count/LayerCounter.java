package xnorsim.chip.count;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts the events of one layer, or of one copy of its subarrays. Exists only if counts are requested. */
public final class LayerCounter {

    private final long[] counts = new long[CountedEvent.values().length];

    /** All counts are 0. */
    public LayerCounter() {}

    /** Adds to the count of an event. */
    public void add(CountedEvent event, long count) {
        counts[event.ordinal()] += count;
    }

    /**
     * IF units, or accumulators, that have integrated one output position.
     *
     * @param spikes spikes that they fired
     */
    public void integrated(int units, int spikes) {
        add(CountedEvent.MEMBRANE_READS, units);
        add(CountedEvent.MEMBRANE_WRITES, units);
        add(CountedEvent.DECISIONS, units);
        add(CountedEvent.SPIKES, spikes);
    }

    /** Resets all counts. */
    public void clear() {
        Arrays.fill(counts, 0);
    }

    /** The counts so far. */
    public EventCounts counts() {
        Map<CountedEvent, Long> map = new EnumMap<>(CountedEvent.class);
        for (CountedEvent event : CountedEvent.values()) {
            map.put(event, counts[event.ordinal()]);
        }
        return new EventCounts(map);
    }
}
