package xnorsim.chip.session;

import java.util.List;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.sim.Scheduler;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.trigger.Trigger;

/** A simulation that has not run yet, with observable signals. All of the same kind run identically. */
public interface TracedDesign {
    /** A scope and its work. */
    record Part(WaveformScope scope, Work work) {}

    /**
     * The work done in a scope.
     *
     * @param passes passes of the subarray in the whole run; 0 without one
     * @param cycles busy cycles of the whole run
     * @param slots  vectors per pass
     * @param beats  beats per vector
     */
    record Work(long passes, double cycles, int slots, int beats) {
        /** No subarray. */
        public static final Work NONE = new Work(0, 1, 1, 1);
    }

    /** The end of a pass, counted from 0: the phase FIRE is over. */
    static Trigger pass(long number) {
        return new Trigger.Leaves("phase", ArrayPhase.FIRE.code(), number, "pass");
    }

    /** The observable parts. */
    List<Part> parts();

    /** The scheduler of the signals. */
    Scheduler scheduler();

    /** Runs to the end, or until an observer ends the run. */
    void run();
}
