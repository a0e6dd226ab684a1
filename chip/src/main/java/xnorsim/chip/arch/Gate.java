package xnorsim.chip.arch;

import java.util.Locale;

/** What a cell computes of its stored weight and its column's spike. */
public enum Gate {
    /** XNOR of stored bit and spike; the sum is offset by M1 (eqs. (9)-(11)). */
    XNOR,
    /** AND, with one subarray for the positive weights and one for the negative ones, subtracted (eq. (8)). */
    AND,
    /** A three-valued product 0, +1 or -1 in one cell, summed with its sign. */
    TERNARY;

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Subarrays that hold one tile of weights. */
    public int arraysPerTile() {
        return this == AND ? 2 : 1;
    }
}
