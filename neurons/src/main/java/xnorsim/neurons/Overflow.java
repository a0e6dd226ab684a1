package xnorsim.neurons;

/** What happens when a membrane leaves the range of its register. */
public enum Overflow {
    /** The run stops with a {@link MembraneOverflowException}. */
    ERROR,
    /** The membrane stays at the end of the range. */
    SATURATE
}
