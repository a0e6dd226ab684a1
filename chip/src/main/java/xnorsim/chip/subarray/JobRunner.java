package xnorsim.chip.subarray;

/** One way of executing a job, chosen when it starts. No watched value and no cycle depends on which. */
sealed interface JobRunner permits PhasedJob, WholeJob {

    /** No edge at all. */
    long NEVER = Long.MAX_VALUE;

    /** The job leaves IDLE at this edge; update phase only. */
    void start(long edge);

    /** The next edge at which something happens. */
    long nextEdge();

    /** Whether vectors are read at that edge, so that it has an evaluate phase. */
    boolean fetches(long edge);

    /** Reads vectors; evaluate phase only. */
    void evaluate(long edge);

    /**
     * Acts if the edge is one of its own; update phase only.
     *
     * @return whether the job is done
     */
    boolean update(long edge);
}
