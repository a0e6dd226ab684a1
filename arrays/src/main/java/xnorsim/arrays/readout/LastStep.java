package xnorsim.arrays.readout;

/** What is done in the last time step of a sample, in which a membrane is needed for its spike alone. */
public enum LastStep {
    /** The same as in every other one. */
    CONVERT,
    /** No conversion: a comparator for each row decides at once whether the row fires. */
    COMPARE
}
