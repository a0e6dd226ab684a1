package xnorsim.arrays.cell;

/** A three-valued product 0, +1 or -1 in one cell, summed with its sign. */
public final class TernaryGate implements CellGate {
    /** For the registry. */
    public TernaryGate() {}

    @Override
    public String key() {
        return "ternary";
    }

    @Override
    public String text() {
        return "ternary product (-1, 0, +1) in one cell, no offset";
    }

    @Override
    public int arraysPerTile() {
        return 1;
    }

    @Override
    public int output(int array, boolean stored, boolean spike) {
        if (!spike) {
            return 0;
        }
        return stored ? 1 : -1;
    }
}
