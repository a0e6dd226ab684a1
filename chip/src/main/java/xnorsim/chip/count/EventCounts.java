package xnorsim.chip.count;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.RowFunction;

/**
 * How often each {@link Event} happened.
 *
 * @param counts one per event, 0 if missing in the given map
 */
public record EventCounts(Map<Event, Long> counts) {

    /** All zero. */
    public static final EventCounts NONE = new EventCounts(Map.of());

    /** Copies the map and adds missing zeros. */
    public EventCounts {
        Map<Event, Long> all = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            all.put(event, counts.getOrDefault(event, 0L));
        }
        counts = Collections.unmodifiableMap(all);
    }

    /** Count of one event. */
    public long of(Event event) {
        return counts.getOrDefault(event, 0L);
    }

    /** The sum of both. */
    public EventCounts plus(EventCounts other) {
        Map<Event, Long> sum = new EnumMap<>(Event.class);
        counts.forEach((event, count) -> sum.put(event, Math.addExact(count, other.of(event))));
        return new EventCounts(sum);
    }

    /** Evaluations of cells that hold a weight: the XNOR operations of the arrays. */
    public long cells() {
        return of(Event.CELLS_00) + of(Event.CELLS_01) + of(Event.CELLS_10) + of(Event.CELLS_11);
    }

    /** Those whose output is not 0. */
    public long activeCells(CellGate gate) {
        return RowFunction.of(gate).active(of(Event.CELLS_00), of(Event.CELLS_01), of(Event.CELLS_10),
                of(Event.CELLS_11));
    }
}
