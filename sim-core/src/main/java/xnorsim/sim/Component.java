package xnorsim.sim;

/**
 * A component of the simulated hardware. Life cycle: built under a {@link Scope}; woken by time ({@link #wakeAtPs}), by
 * a clock edge or by a signal ({@link #sensitiveTo}); {@link #evaluate()} then reads and decides, and if it calls
 * {@link #requestUpdate()}, {@link #update()} writes in the update phase of the same round. A component without a
 * further wake-up sleeps and costs nothing.
 */
public abstract class Component {

    private final Scope scope;
    private final Scheduler scheduler;
    private final Event evaluateEvent = new Evaluation();
    private final Event updateEvent = new Update();
    private boolean wokenNow;
    private boolean updateRequested;

    /** Makes a component whose signals live in {@code scope}. */
    protected Component(Scope scope) {
        this.scope = scope;
        this.scheduler = scope.scheduler();
    }

    /** Reads and decides. Must not drive signals. */
    protected abstract void evaluate();

    /** Drives own signals and writes own state. Must not read what other components drive. */
    protected abstract void update();

    /** Where this component's signals live. */
    public final Scope scope() {
        return scope;
    }

    /** The present instant in picoseconds. */
    protected final long nowPs() {
        return scheduler.nowPs();
    }

    /** Evaluates this component at {@code timePs}; several wake-ups for one instant evaluate it several times. */
    protected final void wakeAtPs(long timePs) {
        scheduler.schedule(timePs, Phase.EVALUATE, evaluateEvent);
    }

    /**
     * Requests {@link #update()} in the update phase of the first round of {@code timePs} without a preceding
     * evaluation: for an edge at which there is nothing to read.
     */
    protected final void updateAtPs(long timePs) {
        scheduler.schedule(timePs, Phase.UPDATE, updateEvent);
    }

    /** Evaluates this component whenever {@code signal} changes, in the next round of the same instant. */
    protected final void sensitiveTo(Signal signal) {
        signal.wake(this);
    }

    /** Requests {@link #update()} in the update phase of this round; repeated requests count once. */
    protected final void requestUpdate() {
        if (!updateRequested) {
            updateRequested = true;
            scheduler.schedule(scheduler.nowPs(), Phase.UPDATE, updateEvent);
        }
    }

    final void wakeNow() {
        if (!wokenNow) {
            wokenNow = true;
            scheduler.schedule(scheduler.nowPs(), Phase.EVALUATE, evaluateEvent);
        }
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + " " + scope.path();
    }

    private final class Evaluation implements Event {
        @Override
        public void fire() {
            wokenNow = false;
            evaluate();
        }

        @Override
        public String toString() {
            return "evaluation of " + Component.this;
        }
    }

    private final class Update implements Event {
        @Override
        public void fire() {
            updateRequested = false;
            update();
        }

        @Override
        public String toString() {
            return "update of " + Component.this;
        }
    }
}
