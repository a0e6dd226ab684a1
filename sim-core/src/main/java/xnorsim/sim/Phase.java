package xnorsim.sim;

/**
 * The three phases of an instant. Evaluate reads, update writes, observe looks; so the order of components within a
 * phase cannot change a result.
 */
public enum Phase {
    /** Components read signals and decide; no signal may be driven. */
    EVALUATE,
    /** Components drive their own signals and write their own state. */
    UPDATE,
    /** Observers read the settled values; nothing more may be scheduled for the same instant. */
    OBSERVE
}
