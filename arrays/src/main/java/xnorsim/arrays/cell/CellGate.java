package xnorsim.arrays.cell;

import xnorsim.base.Keyed;

/**
 * What a cell computes of its stored bit and its column's spike, as a table of truth. Weights -1 and +1 are stored as 0
 * and 1. From the table follow the sum of a row, its offset, and which cells are active ({@link RowFunction}).
 *
 * <p>Gates are registered as services: a line in {@code META-INF/services/xnorsim.arrays.cell.CellGate}, or
 * {@code provides} in a module's declaration. A gate has no state and a constructor without parameters.
 */
public interface CellGate extends Keyed {
    /** What it is, in a line of at most 100 letters. */
    String text();

    /** Subarrays that hold one tile of weights, whose codes are added; at least 1. */
    int arraysPerTile();

    /** Whether this one of {@link #arraysPerTile} stores 1 for a weight of -1. */
    default boolean storesComplement(int array) {
        return false;
    }

    /**
     * What a cell adds to the sum of its row.
     *
     * @param array  which of {@link #arraysPerTile}
     * @param stored its own bit
     * @param spike  that of its column
     * @return -1, 0 or 1
     */
    int output(int array, boolean stored, boolean spike);

    /**
     * Whether its rows count cells that agree, as eq. (10) has it. Only such arrays have the registers of
     * docs/timing.md and an analog model.
     */
    default boolean countsAgreement() {
        return arraysPerTile() == 1 && !storesComplement(0) && output(0, true, true) == 1
                && output(0, false, false) == 1
                && output(0, true, false) == 0 && output(0, false, true) == 0;
    }
}
