package xnorsim.chip.layout;

/** Phases of a subarray, in the order of their code on the wire {@code phase}. */
public enum ArrayPhase {
    /** Idle. */
    IDLE,
    /** Spikes load over the bus, or the columns wait for the latch. */
    LOAD,
    /** Rows settle. */
    EVAL,
    /** The row sums go to the buffer. */
    BUFFER,
    /** The buffer is converted to a code. */
    SENSE,
    /** The membranes take the code. */
    INTEGRATE,
    /** The units fire and reset. */
    FIRE,
    /** The adder tree over column tiles works; only where a layer has more than one. */
    ADD;

    /** Code on the wire {@code phase}. */
    public int code() {
        return ordinal();
    }
}
