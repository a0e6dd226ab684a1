package xnorsim.chip.run;

import java.util.List;
import xnorsim.chip.control.Cause;
import xnorsim.chip.count.EventCounts;

/**
 * What a chip did with images that followed one another.
 *
 * @param images   image by image
 * @param cycles   clock cycles from the edge at which the first layer starts to the one at which the last one ends
 * @param causes   per layer its cycles by {@link Cause}, which add up to {@code cycles}
 * @param activeCells per layer the active cells of all evaluations, 0 unless they are counted
 * @param events      per layer what was counted, empty unless it is
 */
public record ChipRun(List<ImageResult> images, long cycles, long[][] causes, long[] activeCells,
        List<EventCounts> events) {

    public ChipRun {
        images = List.copyOf(images);
        events = List.copyOf(events);
    }
}
