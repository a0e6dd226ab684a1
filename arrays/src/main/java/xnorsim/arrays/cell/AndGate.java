package xnorsim.arrays.cell;

/** AND, with one subarray for the positive weights and one for the negative ones, subtracted (eq. (8)). */
public final class AndGate implements CellGate {
    /** For the registry. */
    public AndGate() {}

    @Override
    public String key() {
        return "and";
    }

    @Override
    public String text() {
        return "one subarray for weights +1, one for weights -1, sums subtracted (eq. 8)";
    }

    @Override
    public int arraysPerTile() {
        return 2;
    }

    @Override
    public boolean storesComplement(int array) {
        return array == 1;
    }

    @Override
    public int output(int array, boolean stored, boolean spike) {
        if (!(stored && spike)) {
            return 0;
        }
        return array == 0 ? 1 : -1;
    }
}
