package xnorsim.chip.subarray;

import java.util.List;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.rows.ArrayRegisters;
import xnorsim.arrays.rows.ReadArray;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/** A subarray that does not count exactly; all its rows are served if any is observed. */
final class ReadTile implements ArrayTile {

    private final ReadSums sums;
    private final ArrayRegisters array;
    private final int rowTile;
    private final int columnTile;
    private final long[] keys;
    private boolean shown;
    private boolean whollyShown;

    ReadTile(Scope scope, ReadArray made, ReadSums sums, int rowTile, int columnTile, int slots,
            int height, PopcountKernel kernel) {
        this.sums = sums;
        this.array = made.registers(scope, kernel, height);
        this.rowTile = rowTile;
        this.columnTile = columnTile;
        this.keys = new long[slots];
    }

    @Override
    public List<BankSignal> signals() {
        return array.signals();
    }

    @Override
    public void chooseRows() {
        List<BankSignal> watched = signals().stream().filter(BankSignal::isWatched).toList();
        shown = !watched.isEmpty();
        whollyShown = watched.stream().anyMatch(bank -> bank.watchedLanes().cardinality() == bank.lanes());
    }

    @Override
    public boolean isShown() {
        return shown;
    }

    @Override
    public boolean isWhollyShown() {
        return whollyShown;
    }

    @Override
    public void evaluate(long[] columns, int slot) {
        array.evaluate(columns, slot);
    }

    @Override
    public void buffer(int slot, Held held) {
        for (int s = 0; s <= slot; s++) {
            keys[s] = sums.key(rowTile, columnTile, held.moment(), s);
        }
        array.buffer(slot, keys, sums.decay(held.holdPs()));
    }

    @Override
    public void sense(Held held) {
        double decay = sums.decay(held.holdPs());
        if (sums.compares(held.moment())) {
            array.decide(keys, decay, sums.bounds(rowTile, held.memory(), held.at()));
        } else {
            array.convert(keys, decay);
        }
    }

    @Override
    public int[] code() {
        return array.dots();
    }
}
