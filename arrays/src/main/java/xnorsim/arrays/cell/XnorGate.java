package xnorsim.arrays.cell;

/** 1 where stored bit and spike agree; the sum is offset by M1 (eqs. (9)-(11)). */
public final class XnorGate implements CellGate {
    /** For the registry. */
    public XnorGate() {}

    @Override
    public String key() {
        return "xnor";
    }

    @Override
    public String text() {
        return "XNOR popcount in one subarray, offset by M1 (eq. 10)";
    }

    @Override
    public int arraysPerTile() {
        return 1;
    }

    @Override
    public int output(int array, boolean stored, boolean spike) {
        return stored == spike ? 1 : 0;
    }
}
