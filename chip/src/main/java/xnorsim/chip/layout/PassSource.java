package xnorsim.chip.layout;

import xnorsim.neurons.MembraneMemory;

/**
 * What a group of subarrays works on: jobs of one or more passes; a pass takes one or two vectors in and fires once.
 * Methods that fetch are called in the evaluate phase and only read; the others are called in the update phase.
 */
public interface PassSource {

    /** Reads what job {@code job} needs before its first pass. */
    void prepare(long job);

    /** The job starts. */
    void begin(long job);

    /** Whether somebody watches what the plan itself shows of its passes. */
    boolean isWatched();

    /** Passes of the present job, at least 1. */
    long passes();

    /** Whether no pass of a job needs the membranes that another one leaves. */
    boolean passesAreIndependent();

    /** Fetches the vector of a pass and slot, one bit per input, into words that it overwrites. */
    void fetch(long pass, int slot, long[] vector);

    /** Whether the pass is the first one of a sample, so that the membranes are cleared with its first beat. */
    boolean startsSample(long pass);

    /** The value of the step register after the pass has fired. */
    int stepAfter(long pass);

    /** When and where the pass happens. */
    SampleTime moment(long pass);

    /** What the pass is, for a message: such as {@code layer conv2, position 3, time step 0}. */
    String describe(long pass);

    /** A sample starts with this pass: its membranes in memory become 0. */
    void clearMembranes();

    /** Where membranes are kept between passes. */
    MembraneMemory membraneMemory();

    /** Where in the memory those of the pass begin, one a unit. */
    int membraneAddress(long pass);

    /** The pass has fired, and its membranes are in memory again. */
    void fired(long pass);
}
