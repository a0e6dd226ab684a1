package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.chip.control.Cause;
import xnorsim.chip.control.Timeline;
import xnorsim.chip.count.EventCounts;

/**
 * Outcome of simulating images.
 *
 * @param images   in order
 * @param cycles   clock cycles of the chip, summed over images with a chip of their own
 * @param causes   per layer its cycles by {@link Cause}, which add up to {@code cycles}
 * @param activeCells per layer the active cells of all evaluations, 0 if not counted
 * @param events   per layer the event counts, empty if not counted
 * @param timeline of the first image, or of the whole stream
 * @param seconds  host time of the simulation alone
 */
record SessionOutcome(List<ImageResult> images, long cycles, long[][] causes, long[] activeCells,
        List<EventCounts> events, Timeline timeline, double seconds) {

    SessionOutcome {
        images = List.copyOf(images);
        events = List.copyOf(events);
    }

    static SessionOutcome of(ChipRun run, Timeline timeline, double seconds) {
        return new SessionOutcome(run.images(), run.cycles(), run.causes(), run.activeCells(), run.events(), timeline,
                seconds);
    }

    /** Combines consecutive images with a chip of their own. */
    static SessionOutcome sum(List<SessionOutcome> runs) {
        SessionOutcome first = runs.getFirst();
        List<ImageResult> images = new ArrayList<>();
        long cycles = 0;
        double seconds = 0;
        long[][] causes = new long[first.causes.length][Cause.COUNT];
        long[] active = new long[causes.length];
        EventCounts[] events = new EventCounts[first.events.size()];
        Arrays.fill(events, EventCounts.NONE);
        for (SessionOutcome run : runs) {
            images.addAll(run.images);
            cycles += run.cycles;
            seconds += run.seconds;
            for (int l = 0; l < events.length; l++) {
                events[l] = events[l].plus(run.events.get(l));
            }
            for (int l = 0; l < causes.length; l++) {
                active[l] += run.activeCells[l];
                for (int c = 0; c < Cause.COUNT; c++) {
                    causes[l][c] += run.causes[l][c];
                }
            }
        }
        return new SessionOutcome(images, cycles, causes, active, List.of(events), first.timeline, seconds);
    }
}
