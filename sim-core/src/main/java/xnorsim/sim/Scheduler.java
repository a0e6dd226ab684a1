package xnorsim.sim;

/** A component's view of the engine: the present instant and the scheduling of events. */
public interface Scheduler {

    /** The present instant in picoseconds. */
    long nowPs();

    /** The phase being served, {@link Phase#OBSERVE} between instants. */
    Phase phase();

    /**
     * Schedules an event in the order (time, round, phase, sequence) described at {@link Engine}.
     *
     * @param timePs now or later
     * @throws IllegalStateException if the time is past, or if an observer schedules something for the present instant
     *                               other than an observation
     */
    void schedule(long timePs, Phase phase, Event event);

    /**
     * Ends the run after the present instant, which is still served completely: for an observer that has seen enough.
     * The simulation cannot be continued.
     *
     * @throws IllegalStateException outside {@link Phase#OBSERVE}: only observers may end a run
     */
    void stop();
}
