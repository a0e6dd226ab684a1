package xnorsim.sim;

/**
 * Something that happens at an instant. Made once and scheduled many times, so that a steady state allocates nothing.
 */
@FunctionalInterface
public interface Event {

    /** Lets it happen; called by the engine only. */
    void fire();
}
