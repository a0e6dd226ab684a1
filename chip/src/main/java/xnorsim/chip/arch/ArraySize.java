package xnorsim.chip.arch;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * The size of a subarray.
 *
 * @param rows    N
 * @param columns M
 */
public record ArraySize(
        @Key(range = "1.." + ArraySize.LARGEST_SIDE, text = "rows N of a subarray, its output neurons") int rows,
        @Key(range = "1.." + ArraySize.LARGEST_SIDE, text = "columns M of a subarray, its inputs") int columns) {

    /** Largest number of rows or columns. */
    public static final int LARGEST_SIDE = 16_384;

    static final Keys<ArraySize> KEYS = Keys.of(ArraySize.class, "architecture");

    /** Checks the ranges. */
    public ArraySize {
        KEYS.check(rows, columns);
    }
}
