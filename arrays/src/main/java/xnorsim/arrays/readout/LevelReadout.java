package xnorsim.arrays.readout;

import xnorsim.arrays.rows.LevelReader;

/**
 * A readout whose converters make codes of levels, one row at a time: rows count exactly, both slots are added exactly,
 * and what is lost is lost in conversion. The door for readouts beside the analog chain.
 */
public non-sealed interface LevelReadout extends Readout {
    /**
     * The converters of one subarray.
     *
     * @param columns M
     * @param slots   1 or 2
     * @param array   another number for every subarray of the chip
     */
    LevelReader reader(int columns, int slots, long array);

    /** The converters of the analog chain whose energy and area these are taken to have. */
    Conversion costsAs();
}
