package xnorsim.arrays.rows;

/** The rows of one subarray in action: evaluated slot by slot, then converted. Not to be shared between threads. */
public interface RowReader {
    /** Evaluates the rows for a slot: one bit a column. */
    void evaluate(long[] columns, int slot);

    /**
     * Converts all rows.
     *
     * @param decay    what is left of slot tau1 on a capacitor that leaks, 0..1
     * @param firstKey of the draws of slot tau1, if there are two
     * @param lastKey  of the draws of the last slot
     * @param codes    one a row, from {@code at} on; the codes are added to what is there
     */
    void addCodes(double decay, long firstKey, long lastKey, int[] codes, int at);

    /**
     * Compares each row with a bound instead of converting it, where a readout does that in a last step.
     *
     * @param above what a row has to exceed, in levels
     * @param codes one a row, from {@code at} on, of which the sum with what is there fires or does not
     */
    default void decide(double decay, long firstKey, long lastKey, double[] above, int[] codes, int at) {
        throw new UnsupportedOperationException("this readout converts in every step");
    }
}
