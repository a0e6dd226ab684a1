package xnorsim.sim;

/**
 * The discrete-event kernel. Only the assembler of a simulation has access to it; components see a {@link Scheduler}.
 *
 * <h2>Order</h2> Time is an integer number of picoseconds. Events are served in the total order
 * (time, round, phase, sequence):
 * <ul>
 * <li>An instant consists of rounds (delta cycles). A round serves all events of phase {@link Phase#EVALUATE}, then all
 * of {@link Phase#UPDATE}. An update that changes a signal wakes the components sensitive to it in the evaluate phase
 * of the next round of the same instant (a zero-delay path). Clocked components that communicate through registers need
 * one round only, so the order reduces to (time, phase, sequence).</li>
 * <li>When no evaluation or update is left, {@link Phase#OBSERVE} is served once, and time advances.</li>
 * <li>Within a phase, events are served in the order in which they were scheduled.</li>
 * </ul>
 * {@link #step()} is the only place where time advances. A steady state allocates nothing.
 */
public final class Engine implements Scheduler {

    /** An instant that takes more rounds than this has a zero-delay loop. */
    static final int MAX_ROUNDS = 1_000;

    private static final Phase[] PHASES = Phase.values();
    private static final int EVALUATE = Phase.EVALUATE.ordinal();
    private static final int OBSERVE = Phase.OBSERVE.ordinal();

    private final EventQueue future = new EventQueue();
    private final EventList evaluations = new EventList();
    private final EventList updates = new EventList();
    private final EventList observations = new EventList();
    private final Scope root = new Scope(this, "");
    private long nowPs;
    /**
     * Number of the present phase: a reference, written twice per instant, would cost garbage-collector barriers.
     */
    private int phase = OBSERVE;
    private boolean inStep;
    /** Whether an event was scheduled for the present instant during that instant. */
    private boolean growing;
    private boolean stopped;

    /** Creates an engine at time 0 with nothing scheduled. */
    public Engine() {}

    /** The root of the name hierarchy, where an assembler starts. */
    public Scope root() {
        return root;
    }

    @Override
    public long nowPs() {
        return nowPs;
    }

    @Override
    public Phase phase() {
        return PHASES[phase];
    }

    @Override
    public void schedule(long timePs, Phase phase, Event event) {
        if (timePs > nowPs || (timePs == nowPs && !inStep)) {
            future.add(timePs, phase, event);
        } else if (timePs < nowPs) {
            throw new IllegalStateException(
                    "an event was scheduled for " + timePs + " ps, but it is " + nowPs + " ps already: " + event);
        } else {
            scheduleNow(phase, event);
        }
    }

    private void scheduleNow(Phase phase, Event event) {
        if (this.phase == OBSERVE && phase != Phase.OBSERVE) {
            throw new IllegalStateException(
                    "an observer may not change the present instant (" + nowPs + " ps): " + event);
        }
        growing = true;
        put(phase, event);
    }

    @Override
    public void stop() {
        if (phase != OBSERVE) {
            throw new IllegalStateException("a run may be ended in phase OBSERVE only, not in " + phase());
        }
        stopped = true;
    }

    /** Whether an observer has ended the run. */
    public boolean isStopped() {
        return stopped;
    }

    /** Whether no event is pending. */
    public boolean isIdle() {
        return future.isEmpty();
    }

    /** Time of the next instant with an event in picoseconds, {@link Long#MAX_VALUE} if there is none. */
    public long nextPs() {
        return future.isEmpty() ? Long.MAX_VALUE : future.firstTimePs();
    }

    /**
     * Advances time to the next instant with an event and serves that instant completely.
     *
     * @return false, with time unchanged, if no event is pending or an observer has ended the run
     * @throws IllegalStateException if zero-delay paths form a loop that never settles
     */
    public boolean step() {
        if (stopped || future.isEmpty()) {
            return false;
        }
        nowPs = future.firstTimePs();
        phase = future.firstPhase();
        inStep = true;
        try {
            future.removeFirst().fire();
            if (growing || future.firstTimePs() == nowPs) {
                serveRest();
            }
        } finally {
            inStep = false;
            phase = OBSERVE;
        }
        return true;
    }

    /** Fast path: most instants have one event, which needs neither lists nor rounds. */
    private void serveRest() {
        if (phase == EVALUATE) {
            serve(Phase.EVALUATE, evaluations);
        }
        if (phase != OBSERVE) {
            serve(Phase.UPDATE, updates);
        }
        settle();
        serve(Phase.OBSERVE, observations);
        growing = false;
    }

    private void put(Phase phase, Event event) {
        switch (phase) {
            case EVALUATE -> evaluations.add(event);
            case UPDATE -> updates.add(event);
            case OBSERVE -> observations.add(event);
        }
    }

    /** Serves the events queued for the instant, then those scheduled within it. */
    private void serve(Phase phase, EventList list) {
        this.phase = phase.ordinal();
        while (future.isFirst(nowPs, phase)) {
            future.removeFirst().fire();
        }
        while (!list.isEmpty()) {
            list.take().fire();
        }
    }

    /** The rounds after the first. */
    private void settle() {
        int rounds = 1;
        while (!evaluations.isEmpty() || !updates.isEmpty()) {
            if (++rounds > MAX_ROUNDS) {
                throw new IllegalStateException("zero-delay loop at " + nowPs + " ps: not settled after " + MAX_ROUNDS
                        + " rounds, at " + abandon());
            }
            serve(Phase.EVALUATE, evaluations);
            serve(Phase.UPDATE, updates);
        }
    }

    /** Drops the rest of the instant and returns the event that would have been next. */
    private Event abandon() {
        Event next = evaluations.isEmpty() ? updates.take() : evaluations.take();
        evaluations.clear();
        updates.clear();
        observations.clear();
        while (future.firstTimePs() == nowPs) {
            future.removeFirst();
        }
        growing = false;
        return next;
    }

    /**
     * Serves every instant up to and including {@code timePs} and leaves time there, unless an observer ends the run.
     */
    public void runUntil(long timePs) {
        while (nextPs() <= timePs && step()) {
            // Each iteration serves one instant.
        }
        if (!stopped) {
            nowPs = Math.max(nowPs, timePs);
        }
    }

    /**
     * Serves instants until no event is pending or an observer ends the run; an observed clock never ends, so use
     * {@link #runUntil} with one.
     */
    public void run() {
        boolean more = true;
        while (more) {
            more = step();
        }
    }
}
