package xnorsim.chip.subarray;

/** One way of executing a job, chosen at its start. Observed values and cycles do not depend on the choice. */
sealed interface JobRunner permits PhasedJob, WholeJob {

    /** No edge. */
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
     * Acts if the edge belongs to it; update phase only.
     *
     * @return whether the job is done
     */
    boolean update(long edge);
}
