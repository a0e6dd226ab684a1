package xnorsim.benchmarks;

import java.util.Comparator;
import java.util.PriorityQueue;
import xnorsim.sim.Event;
import xnorsim.sim.Phase;
import xnorsim.sim.Scheduler;

/**
 * The event engine that one would write first: the JDK's priority queue of records in the order (time, phase,
 * sequence). The measure for {@link xnorsim.sim.Engine}; it has no rounds within an instant.
 */
final class PriorityQueueEngine implements Scheduler {

    private record Pending(long timePs, Phase phase, long sequence, Event event) {}

    private final PriorityQueue<Pending> pending = new PriorityQueue<>(Comparator.comparingLong(Pending::timePs)
            .thenComparing(Pending::phase).thenComparingLong(Pending::sequence));
    private long nowPs;
    private Phase phase = Phase.OBSERVE;
    private long sequence;

    @Override
    public long nowPs() {
        return nowPs;
    }

    @Override
    public Phase phase() {
        return phase;
    }

    @Override
    public void schedule(long timePs, Phase phase, Event event) {
        if (timePs < nowPs) {
            throw new IllegalStateException("an event was scheduled for the past");
        }
        pending.add(new Pending(timePs, phase, sequence++, event));
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("nothing is observed here");
    }

    /** Processes all events of the next time; false if there are none. */
    boolean step() {
        Pending first = pending.peek();
        if (first == null) {
            return false;
        }
        nowPs = first.timePs;
        while (first != null && first.timePs == nowPs) {
            pending.remove();
            phase = first.phase;
            first.event.fire();
            first = pending.peek();
        }
        phase = Phase.OBSERVE;
        return true;
    }
}
