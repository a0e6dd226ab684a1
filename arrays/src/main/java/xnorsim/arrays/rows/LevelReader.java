package xnorsim.arrays.rows;

/** The conversion from levels to codes in one subarray. Immutable, as it is shared between threads. */
@FunctionalInterface
public interface LevelReader {
    /**
     * The code of a row.
     *
     * @param row      of the subarray, from 0
     * @param levels   agreeing cells of all slots, 0..slots * M
     * @param sampling unique number of the conversion in the subarray: draws depend on it, the row and a seed ({@link
     *                 xnorsim.arrays.readout.Draws}), never on the order of calls
     * @return the code, 0..slots * M
     */
    int code(int row, int levels, long sampling);
}
