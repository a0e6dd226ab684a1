package xnorsim.chip.arch;

/** How a vector enters the columns of a subarray. */
public enum Loading {
    /** As packed words, {@code bus_width} columns a cycle. */
    WORDS,
    /**
     * As address events, the index of one spike per cycle; a vector without a spike takes one cycle, which clears the
     * columns.
     */
    EVENTS,
    /** The faster of both for each vector; words if equal. */
    CHEAPER;

    /**
     * Cycles that loading a vector takes.
     *
     * @param spikes most spikes of the vector that one column tile takes
     * @param words  cycles that packed words take
     */
    public int beats(int spikes, int words) {
        int events = Math.max(1, spikes);
        return switch (this) {
            case WORDS -> words;
            case EVENTS -> events;
            case CHEAPER -> Math.min(words, events);
        };
    }
}
