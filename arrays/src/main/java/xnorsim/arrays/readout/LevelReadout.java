package xnorsim.arrays.readout;

import xnorsim.arrays.rows.LevelReader;

/**
 * A readout that converts levels to codes row by row: popcounts and the sum of both slots are exact, and all errors
 * arise in conversion. The extension point for readouts other than the analog chain.
 */
public non-sealed interface LevelReadout extends Readout {
    /**
     * The converters of one subarray.
     *
     * @param columns M
     * @param slots   1 or 2
     * @param array   unique number of the subarray on the chip
     */
    LevelReader reader(int columns, int slots, long array);

    /** The converters of the analog chain that stand for these in energy and area. */
    Conversion costsAs();
}
