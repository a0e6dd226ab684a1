package xnorsim.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import xnorsim.sim.Event;
import xnorsim.sim.Phase;
import xnorsim.sim.Scheduler;

/**
 * The hold model, the usual measure of event queues: a constant number of pending events, each of which schedules
 * itself again when it fires, after a random delay of its own sequence. How many fire until an instant follows from the
 * delays alone, so any engine can be checked without another one.
 */
@State(Scope.Thread)
public abstract class HoldModel {

    /** Events that one call of {@link #fireMany()} fires. */
    static final int EVENTS = 1024;

    /** Events pending at any time. */
    @Param({"1", "16", "256", "4096"})
    public int pending;

    private long fired;
    private long target;

    /** The present instant of the engine under test. */
    abstract long nowPs();

    /** Schedules the first firing of an event whose delays are those of {@code sequence}. */
    abstract void schedule(Delays sequence);

    /** Fires events until {@link #isEnough()}. */
    abstract void fire();

    /** Schedules the first firing of all events. */
    @Setup
    public void start() {
        for (int k = 0; k < pending; k++) {
            schedule(new Delays(k));
        }
    }

    /** Fires {@link #EVENTS} events on the average: an engine may serve an instant whole. */
    long fireMany() {
        target += EVENTS;
        fire();
        return fired;
    }

    /** To be called by every event that fires. */
    final void count() {
        fired++;
    }

    /** Whether the requested number of events fired. */
    final boolean isEnough() {
        return fired >= target;
    }

    /** Compares the number of events that fired with what the delays say. */
    @TearDown
    public void check() {
        long nowPs = nowPs();
        long before = 0;
        long until = 0;
        for (int k = 0; k < pending; k++) {
            Delays delays = new Delays(k);
            for (long timePs = delays.nextPs(); timePs <= nowPs; timePs += delays.nextPs()) {
                until++;
                before += timePs < nowPs ? 1 : 0;
            }
        }
        // An engine that stops within an instant has fired some of its events only.
        if (fired <= before || fired > until || fired < target) {
            throw new IllegalStateException(fired + " events fired until " + nowPs + " ps, expected " + (before + 1)
                    + ".." + until + ", at least " + target);
        }
    }

    /**
     * An event's delays, 1..65536 ps: a linear congruential sequence modulo 2^64 with the constants of Knuth's MMIX.
     */
    static final class Delays {

        private long draw;

        Delays(long seed) {
            this.draw = seed;
        }

        /** The next delay in picoseconds, from the best bits. */
        long nextPs() {
            draw = draw * 6364136223846793005L + 1442695040888963407L;
            return 1 + (draw >>> 48);
        }
    }

    /** The hold model on an engine of the simulator's own interface. */
    abstract static class OnScheduler extends HoldModel {

        /** The engine under test. */
        abstract Scheduler scheduler();

        /** Serves the engine's next instant. */
        abstract boolean step();

        @Override
        final long nowPs() {
            return scheduler().nowPs();
        }

        @Override
        final void schedule(Delays sequence) {
            Event event = new Event() {
                @Override
                public void fire() {
                    count();
                    scheduler().schedule(scheduler().nowPs() + sequence.nextPs(), Phase.EVALUATE, this);
                }
            };
            scheduler().schedule(sequence.nextPs(), Phase.EVALUATE, event);
        }

        @Override
        final void fire() {
            while (!isEnough()) {
                step();
            }
        }
    }
}
