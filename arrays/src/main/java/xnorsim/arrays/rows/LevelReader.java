package xnorsim.arrays.rows;

/** What the converters of one subarray make of levels. Immutable, as it is shared between threads. */
@FunctionalInterface
public interface LevelReader {
    /**
     * The code of a row.
     *
     * @param row      of the subarray, from 0
     * @param levels   cells that agree, both slots together, 0..slots * M
     * @param sampling another number for every conversion of the subarray: by it, the row and a seed, draws are made
     *                 ({@link xnorsim.arrays.readout.Draws}), never by the order of calls
     * @return the code, 0..slots * M
     */
    int code(int row, int levels, long sampling);
}
