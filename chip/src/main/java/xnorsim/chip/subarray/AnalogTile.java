package xnorsim.chip.subarray;

import java.util.List;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.analog.AnalogArray;
import xnorsim.arrays.analog.AnalogRows;
import xnorsim.arrays.analog.Specimen;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/** A subarray with an analog readout; all its rows are served if any is watched. */
final class AnalogTile implements ArrayTile {

    private final AnalogSums sums;
    private final AnalogArray array;
    private final int rowTile;
    private final int columnTile;
    private final long[] keys;
    private boolean shown;
    private boolean whollyShown;

    AnalogTile(Scope scope, Specimen specimen, AnalogSums sums, int rowTile, int columnTile, int height,
            PopcountKernel kernel) {
        this.sums = sums;
        this.array = new AnalogArray(scope, specimen, new AnalogRows(specimen, kernel), height);
        this.rowTile = rowTile;
        this.columnTile = columnTile;
        this.keys = new long[specimen.transfer().slots()];
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
