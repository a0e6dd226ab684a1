package xnorsim.chip.run;

import java.util.List;
import xnorsim.chip.control.Cause;
import xnorsim.chip.count.EventCounts;

/**
 * Result of a chip for consecutive images.
 *
 * @param images   per image
 * @param cycles   clock cycles from the start edge of the first layer to the end edge of the last one
 * @param causes   per layer its cycles by {@link Cause}, which add up to {@code cycles}
 * @param activeCells per layer the active cells of all evaluations, 0 if not counted
 * @param events      per layer the event counts, empty if not counted
 */
public record ChipRun(List<ImageResult> images, long cycles, long[][] causes, long[] activeCells,
        List<EventCounts> events) {

    public ChipRun {
        images = List.copyOf(images);
        events = List.copyOf(events);
    }
}
