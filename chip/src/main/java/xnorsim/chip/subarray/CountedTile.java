package xnorsim.chip.subarray;

import java.util.BitSet;
import java.util.List;
import xnorsim.arrays.CapacitiveBuffer;
import xnorsim.arrays.Converter;
import xnorsim.arrays.Crossbar;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/**
 * A subarray that counts exactly: its crossbar, capacitive buffers and converters, all rows or only observed ones.
 */
final class CountedTile implements ArrayTile {

    private final Crossbar crossbar;
    private final CapacitiveBuffer buffer;
    private final Converter converter;
    private final int rows;
    private int[] shownRows = {};

    CountedTile(Scope scope, StoredWeights stored, int slots, PopcountKernel kernel) {
        this.crossbar = new Crossbar(scope, stored, kernel);
        this.buffer = new CapacitiveBuffer(scope, stored.rows(), stored.columns(), slots);
        this.converter = new Converter(scope, stored.rows(), stored.columns(), slots);
        this.rows = stored.rows();
    }

    @Override
    public List<BankSignal> signals() {
        return List.of(crossbar.popSignal(), buffer.signal(), converter.signal());
    }

    @Override
    public void chooseRows() {
        BitSet watched = new BitSet();
        for (BankSignal bank : signals()) {
            if (bank.isWatched()) {
                watched.or(bank.watchedLanes());
            }
        }
        shownRows = watched.stream().toArray();
    }

    @Override
    public boolean isShown() {
        return shownRows.length != 0;
    }

    @Override
    public boolean isWhollyShown() {
        return shownRows.length == rows;
    }

    @Override
    public void evaluate(long[] columns, int slot) {
        if (isWhollyShown()) {
            crossbar.evaluate(columns);
        } else {
            crossbar.evaluate(columns, shownRows);
        }
    }

    @Override
    public void buffer(int slot, Held held) {
        int[] pop = crossbar.pop();
        if (isWhollyShown()) {
            if (slot == 0) {
                buffer.sample(pop);
            } else {
                buffer.add(pop);
            }
        } else if (slot == 0) {
            buffer.sample(pop, shownRows);
        } else {
            buffer.add(pop, shownRows);
        }
    }

    @Override
    public void sense(Held held) {
        if (isWhollyShown()) {
            converter.convert(buffer.held());
        } else {
            converter.convert(buffer.held(), shownRows);
        }
    }

    @Override
    public int[] code() {
        return converter.code();
    }
}
