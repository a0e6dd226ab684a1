package xnorsim.extensions;

import xnorsim.arrays.cell.CellGate;

/**
 * Majority of stored bit, spike and a third input that is 0 in one subarray (an AND) and 1 in a second one (an OR),
 * which is subtracted: sum of w * o minus the row's weights +1. An extension without any change of main code.
 */
public final class MajorityGate implements CellGate {
    /** For the registry. */
    public MajorityGate() {}

    @Override
    public String key() {
        return "majority";
    }

    @Override
    public String text() {
        return "majority with a constant: 0 in one subarray, 1 in a second one, subtracted";
    }

    @Override
    public int arraysPerTile() {
        return 2;
    }

    @Override
    public int output(int array, boolean stored, boolean spike) {
        if (array == 0) {
            return stored && spike ? 1 : 0;
        }
        return stored || spike ? -1 : 0;
    }
}
