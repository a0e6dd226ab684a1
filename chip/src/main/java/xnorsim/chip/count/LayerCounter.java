package xnorsim.chip.count;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts the events of one layer, or of one copy of its subarrays. Exists only if counts are requested. */
public final class LayerCounter {

    private final long[] counts = new long[Event.values().length];

    /** All counts are 0. */
    public LayerCounter() {}

    /** Adds to the count of an event. */
    public void add(Event event, long count) {
        counts[event.ordinal()] += count;
    }

    /**
     * IF units, or accumulators, that have integrated one output position.
     *
     * @param spikes spikes that they fired
     */
    public void integrated(int units, int spikes) {
        add(Event.MEMBRANE_READS, units);
        add(Event.MEMBRANE_WRITES, units);
        add(Event.DECISIONS, units);
        add(Event.SPIKES, spikes);
    }

    /** Resets all counts. */
    public void clear() {
        Arrays.fill(counts, 0);
    }

    /** The counts so far. */
    public EventCounts counts() {
        Map<Event, Long> map = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            map.put(event, counts[event.ordinal()]);
        }
        return new EventCounts(map);
    }
}
