package xnorsim.arrays.rows;

/** Evaluates the rows of one subarray slot by slot and converts them. Not thread-safe. */
public interface RowReader {
    /** Evaluates the rows for a slot: one bit per column. */
    void evaluate(long[] columns, int slot);

    /**
     * Converts all rows.
     *
     * @param decay    droop of slot tau1: its remaining fraction, 0..1
     * @param firstKey of the draws of slot tau1, if there are two
     * @param lastKey  of the draws of the last slot
     * @param codes    one per row, from {@code at} on; the codes are added to the existing values
     */
    void addCodes(double decay, long firstKey, long lastKey, int[] codes, int at);

    /**
     * Compares each row with a bound instead of converting it, for readouts that do so in a last time step.
     *
     * @param above bound that a row has to exceed, in levels
     * @param codes one per row, from {@code at} on; their sum with the existing values gives the firing decision
     */
    default void decide(double decay, long firstKey, long lastKey, double[] above, int[] codes, int at) {
        throw new UnsupportedOperationException("this readout converts in every step");
    }
}
