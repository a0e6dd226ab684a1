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
 * The hold model, the usual measure of event queues: a constant number of pending events, each of which schedules itself
 * again when it fires, after a random delay of its own sequence. How many fire until an instant follows from the delays
 * alone, so any engine can be checked without another one.
 */
@State(Scope.Thread)
public abstract class HoldModel {

    /** Events that one call of {@link #fireMany()} fires. */
    static final int EVENTS = 1024;

    /** Events pending at any time. */
    @Param({"16", "256", "4096"})
    public int pending;

    private long fired;
    private long target;

    /** The engine under test. */
    abstract Scheduler scheduler();

    /** Serves the engine's next instant. */
    abstract boolean step();

    /** Schedules the first firing of all events. */
    @Setup
    public void start() {
        for (int k = 0; k < pending; k++) {
            Holding event = new Holding(k);
            event.scheduleNext();
        }
    }

    /** Fires {@link #EVENTS} events on the average: an instant is always served whole. */
    long fireMany() {
        target += EVENTS;
        while (fired < target) {
            step();
        }
        return fired;
    }

    /** Compares the number of events that fired with what the delays say. */
    @TearDown
    public void check() {
        long nowPs = scheduler().nowPs();
        long expected = 0;
        for (int k = 0; k < pending; k++) {
            long draw = draw(k);
            for (long timePs = delayPs(draw); timePs <= nowPs; timePs += delayPs(draw)) {
                expected++;
                draw = draw(draw);
            }
        }
        if (fired != expected || fired < target) {
            throw new IllegalStateException(
                    fired + " events fired until " + nowPs + " ps, expected " + expected + ", at least " + target);
        }
    }

    /** The next of a linear congruential sequence modulo 2^64 with the constants of Knuth's MMIX. */
    private static long draw(long last) {
        return last * 6364136223846793005L + 1442695040888963407L;
    }

    /** 1..65536 ps, from the best bits. */
    private static long delayPs(long draw) {
        return 1 + (draw >>> 48);
    }

    private final class Holding implements Event {

        private long draw;

        Holding(long seed) {
            this.draw = seed;
        }

        @Override
        public void fire() {
            fired++;
            scheduleNext();
        }

        void scheduleNext() {
            draw = draw(draw);
            scheduler().schedule(scheduler().nowPs() + delayPs(draw), Phase.EVALUATE, this);
        }
    }
}
