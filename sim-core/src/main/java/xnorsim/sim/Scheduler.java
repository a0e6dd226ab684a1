package xnorsim.sim;

/** What a component may see of the engine: the present instant, and a place to put events. */
public interface Scheduler {

    /** The present instant in picoseconds. */
    long nowPs();

    /** The phase being served, {@link Phase#OBSERVE} between instants. */
    Phase phase();

    /**
     * Puts an event into the order (time, round, phase, sequence) described at {@link Engine}.
     *
     * @param timePs now or later
     * @throws IllegalStateException if the time is past, or if an observer schedules something for the present instant
     *                               other than an observation
     */
    void schedule(long timePs, Phase phase, Event event);

    /**
     * Asks for the run to end with the present instant, which is served whole: for an observer that has seen all it
     * wanted. Nothing follows, so the simulation is used up.
     *
     * @throws IllegalStateException outside {@link Phase#OBSERVE}: only observers may end a run
     */
    void stop();
}
