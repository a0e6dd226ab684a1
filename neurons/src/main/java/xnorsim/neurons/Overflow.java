package xnorsim.neurons;

/** What happens when a membrane overflows its register. */
public enum Overflow {
    /** The run stops with a {@link MembraneOverflowException}. */
    ERROR,
    /** The membrane saturates. */
    SATURATE
}
