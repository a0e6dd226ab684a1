package xnorsim.chip.arch;

/** Pipelining of layers. */
public enum Pipelining {
    /** No layer starts a time step before the last layer has finished the one before. */
    NONE,
    /** A layer starts a time step as soon as its inputs are ready and its output bank is free. */
    LAYER
}
