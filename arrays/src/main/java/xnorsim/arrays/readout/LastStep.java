package xnorsim.arrays.readout;

/** Readout in the last time step of a sample, in which only the spike of a membrane matters. */
public enum LastStep {
    /** As in all other time steps. */
    CONVERT,
    /** No conversion: one comparator per row decides whether the row fires. */
    COMPARE
}
