package xnorsim.chip.count;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Event counts of a run.
 *
 * @param images number of images
 * @param cycles clock cycles of the run, summed over images with a chip of their own
 * @param layers per layer, of all images together
 */
public record RunEvents(int images, long cycles, List<EventCounts> layers) {

    /** Copies the list. */
    public RunEvents {
        layers = List.copyOf(layers);
    }

    /** One cycle with every event once in every layer. */
    public static RunEvents once(int layers) {
        Map<CountedEvent, Long> each = new EnumMap<>(CountedEvent.class);
        for (CountedEvent event : CountedEvent.values()) {
            each.put(event, 1L);
        }
        return new RunEvents(1, 1, Collections.nCopies(layers, new EventCounts(each)));
    }

    /** All layers together. */
    public EventCounts total() {
        return layers.stream().reduce(EventCounts.NONE, EventCounts::plus);
    }
}
