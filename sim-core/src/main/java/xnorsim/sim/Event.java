package xnorsim.sim;

/**
 * An event at an instant. Created once and scheduled many times, so that a steady state allocates nothing.
 */
@FunctionalInterface
public interface Event {

    /** Executes the event; called by the engine only. */
    void fire();
}
