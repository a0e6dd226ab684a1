package xnorsim.chip.count;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.RowFunction;

/**
 * How often each {@link CountedEvent} happened.
 *
 * @param counts one per event, 0 if missing in the given map
 */
public record EventCounts(Map<CountedEvent, Long> counts) {

    /** All zero. */
    public static final EventCounts NONE = new EventCounts(Map.of());

    /** Copies the map and adds missing zeros. */
    public EventCounts {
        Map<CountedEvent, Long> all = new EnumMap<>(CountedEvent.class);
        for (CountedEvent event : CountedEvent.values()) {
            all.put(event, counts.getOrDefault(event, 0L));
        }
        counts = Collections.unmodifiableMap(all);
    }

    /** Count of one event. */
    public long of(CountedEvent event) {
        return counts.getOrDefault(event, 0L);
    }

    /** The sum of both. */
    public EventCounts plus(EventCounts other) {
        Map<CountedEvent, Long> sum = new EnumMap<>(CountedEvent.class);
        counts.forEach((event, count) -> sum.put(event, Math.addExact(count, other.of(event))));
        return new EventCounts(sum);
    }

    /** Evaluations of cells that hold a weight: the XNOR operations of the arrays. */
    public long cells() {
        return of(CountedEvent.CELLS_00) + of(CountedEvent.CELLS_01) + of(CountedEvent.CELLS_10)
                + of(CountedEvent.CELLS_11);
    }

    /** Those whose output is not 0. */
    public long activeCells(CellGate gate) {
        return RowFunction.of(gate).active(of(CountedEvent.CELLS_00), of(CountedEvent.CELLS_01),
                of(CountedEvent.CELLS_10),
                of(CountedEvent.CELLS_11));
    }
}
