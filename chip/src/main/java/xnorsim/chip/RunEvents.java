package xnorsim.chip;

import java.util.List;

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

    /** All layers together. */
    public EventCounts total() {
        return layers.stream().reduce(EventCounts.NONE, EventCounts::plus);
    }
}
