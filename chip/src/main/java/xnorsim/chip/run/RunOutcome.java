package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xnorsim.chip.control.Cause;
import xnorsim.chip.count.EventCounts;

/**
 * What came of simulating images.
 *
 * @param images  in order
 * @param cycles  clock cycles of the chip, added up over images that have a chip each
 * @param causes  per layer its cycles by {@link Cause}, which add up to {@code cycles}
 * @param activeCells per layer the active cells of all evaluations, 0 unless they are counted
 * @param events  per layer what was counted, empty unless it is
 * @param seconds the host's time for the simulation alone
 */
record RunOutcome(List<ImageOutcome> images, long cycles, long[][] causes, long[] activeCells,
        List<EventCounts> events, double seconds) {

    RunOutcome {
        images = List.copyOf(images);
        events = List.copyOf(events);
    }

    /** Several runs as one. */
    static RunOutcome sum(List<RunOutcome> runs) {
        List<ImageOutcome> images = new ArrayList<>();
        long cycles = 0;
        double seconds = 0;
        long[][] causes = new long[runs.getFirst().causes.length][Cause.COUNT];
        long[] active = new long[causes.length];
        EventCounts[] events = new EventCounts[runs.getFirst().events.size()];
        Arrays.fill(events, EventCounts.NONE);
        for (RunOutcome run : runs) {
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
        return new RunOutcome(images, cycles, causes, active, List.of(events), seconds);
    }
}
