package xnorsim.chip.session;

import java.util.List;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.sim.Scheduler;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.trigger.Trigger;

/** A simulation that has not run yet and whose signals can be watched. Every one of the same kind runs alike. */
public interface TracedDesign {
    /** A scope and what works in it. */
    record Part(WaveformScope scope, Work work) {}

    /**
     * How much happens in a scope.
     *
     * @param passes of the subarray in the whole run; 0 where there is none
     * @param cycles of the whole run in which it is busy with them
     * @param slots  vectors of a pass
     * @param beats  of a vector
     */
    record Work(long passes, double cycles, int slots, int beats) {
        /** No subarray. */
        public static final Work NONE = new Work(0, 1, 1, 1);
    }

    /** The end of a pass, counted from 0: the phase FIRE is over. */
    static Trigger pass(long number) {
        return new Trigger.Leaves("phase", ArrayPhase.FIRE.code(), number, "pass");
    }

    /** What may be watched. */
    List<Part> parts();

    /** What the signals belong to. */
    Scheduler scheduler();

    /** Runs from the beginning to the end, or until a watcher ends the run. */
    void run();
}
