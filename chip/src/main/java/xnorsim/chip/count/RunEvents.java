package xnorsim.chip.count;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was counted in a run.
 *
 * @param images how many there were
 * @param cycles clock cycles of the run, added up over images that have a chip each
 * @param layers layer by layer, of all images together
 */
public record RunEvents(int images, long cycles, List<EventCounts> layers) {

    /** Copies the list. */
    public RunEvents {
        layers = List.copyOf(layers);
    }

    /** One cycle in which every layer does once whatever can be counted. */
    public static RunEvents once(int layers) {
        Map<Event, Long> each = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            each.put(event, 1L);
        }
        return new RunEvents(1, 1, Collections.nCopies(layers, new EventCounts(each)));
    }

    /** All layers together. */
    public EventCounts total() {
        return layers.stream().reduce(EventCounts.NONE, EventCounts::plus);
    }
}
