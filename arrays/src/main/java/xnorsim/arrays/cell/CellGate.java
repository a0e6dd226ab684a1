package xnorsim.arrays.cell;

import xnorsim.base.Registry;

/**
 * The function of a cell, as a truth table of stored bit and column spike. Weights -1 and +1 are stored as 0 and 1. The
 * table determines the row sum, its offset and the active cells ({@link RowFunction}).
 *
 * <p>Gates are registered as services: a line in {@code META-INF/services/xnorsim.arrays.cell.CellGate}, or
 * {@code provides} in a module's declaration. A gate has no state and a constructor without parameters.
 */
public interface CellGate extends Registry.Keyed {
    /** One-line description of at most 100 characters. */
    String text();

    /** Subarrays per tile of weights, whose codes are added; at least 1. */
    int arraysPerTile();

    /** Whether this subarray of a tile stores 1 for a weight of -1. */
    default boolean storesComplement(int array) {
        return false;
    }

    /**
     * The contribution of a cell to its row sum.
     *
     * @param array  number of the subarray, below {@link #arraysPerTile}
     * @param stored its stored bit
     * @param spike  spike on its column
     * @return -1, 0 or 1
     */
    int output(int array, boolean stored, boolean spike);

    /**
     * Whether its rows count agreeing cells, as in eq. (10). Only such arrays have observable registers
     * (docs/timing.md) and an analog model.
     */
    default boolean countsAgreement() {
        return arraysPerTile() == 1 && !storesComplement(0) && output(0, true, true) == 1
                && output(0, false, false) == 1
                && output(0, true, false) == 0 && output(0, false, true) == 0;
    }
}
