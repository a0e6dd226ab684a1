package xnorsim.sim;

/**
 * The three phases of an instant. Evaluate reads, update writes, observe looks; so the order in which components are
 * served inside one phase cannot change a result.
 */
public enum Phase {
    /** Components read signals and decide; no signal may be driven. */
    EVALUATE,
    /** Components drive their own signals and write their own state. */
    UPDATE,
    /** Watchers look at what the instant has settled to; nothing may be scheduled for the same instant any more. */
    OBSERVE
}
