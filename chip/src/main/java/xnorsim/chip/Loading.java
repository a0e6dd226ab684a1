package xnorsim.chip;

/** How a vector enters the columns of a subarray. */
public enum Loading {
    /** As packed words, {@code bus_width} columns a cycle. */
    WORDS,
    /** As address events, the index of one spike a cycle; a vector without a spike takes one cycle, which clears. */
    EVENTS,
    /** Vector by vector the way that takes fewer cycles; words where both take the same. */
    CHEAPER
}
