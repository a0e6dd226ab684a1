package xnorsim.chip.layout;

import xnorsim.neurons.MembraneMemory;

/**
 * The work of a group of subarrays: jobs of one or more passes; a pass loads one or two vectors and fires once. Fetch
 * methods are called in the evaluate phase and only read; the others are called in the update phase.
 */
public interface PassSource {

    /** Prepares job {@code job} before its first pass. */
    void prepare(long job);

    /** The job starts. */
    void begin(long job);

    /** Whether the source's own signals are observed. */
    boolean isWatched();

    /** Passes of the present job, at least 1. */
    long passes();

    /** Whether the passes of a job use different membranes. */
    boolean passesAreIndependent();

    /** Fetches the vector of a pass and slot, one bit per input, into {@code words}, which are overwritten. */
    void fetch(long pass, int slot, long[] vector);

    /** Whether the pass is the first one of a sample, whose first beat clears the membranes. */
    boolean startsSample(long pass);

    /** The value of the step register after the pass has fired. */
    int stepAfter(long pass);

    /** Time and position of the pass. */
    SampleTime moment(long pass);

    /** Description of the pass for messages, such as {@code layer conv2, position 3, time step 0}. */
    String describe(long pass);

    /** A sample starts with this pass: its membranes in memory are cleared. */
    void clearMembranes();

    /** The membrane memory between passes. */
    MembraneMemory membraneMemory();

    /** Index of the pass's first membrane in the memory, one per unit. */
    int membraneAddress(long pass);

    /** The pass has fired, and its membranes are back in memory. */
    void fired(long pass);
}
