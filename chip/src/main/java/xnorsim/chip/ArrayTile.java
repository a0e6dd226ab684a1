package xnorsim.chip;

import java.util.BitSet;
import java.util.List;
import xnorsim.arrays.CapacitiveBuffer;
import xnorsim.arrays.Converter;
import xnorsim.arrays.Crossbar;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/** The crossbar, the capacitive buffers and the converters of one subarray, all rows or only those that somebody watches. */
final class ArrayTile {

    private final Crossbar crossbar;
    private final CapacitiveBuffer buffer;
    private final Converter converter;
    private final int rows;
    private int[] shownRows = {};

    ArrayTile(Scope scope, StoredWeights stored, int slots, PopcountKernel kernel) {
        this.crossbar = new Crossbar(scope, stored, kernel);
        this.buffer = new CapacitiveBuffer(scope, stored.rows(), stored.columns(), slots);
        this.converter = new Converter(scope, stored.rows(), stored.columns(), slots);
        this.rows = stored.rows();
    }

    /** {@code pop}, {@code buffer} and {@code code} of all rows. */
    List<BankSignal> signals() {
        return List.of(crossbar.popSignal(), buffer.signal(), converter.signal());
    }

    /** Finds out which rows are watched; from now on these alone are served. */
    void chooseRows() {
        BitSet watched = new BitSet();
        for (BankSignal bank : signals()) {
            if (bank.isWatched()) {
                watched.or(bank.watchedLanes());
            }
        }
        shownRows = watched.stream().toArray();
    }

    /** Whether somebody watches any row. */
    boolean isShown() {
        return shownRows.length != 0;
    }

    /** Whether somebody watches every row. */
    boolean isWhollyShown() {
        return shownRows.length == rows;
    }

    void evaluate(long[] columns) {
        if (isWhollyShown()) {
            crossbar.evaluate(columns);
        } else {
            crossbar.evaluate(columns, shownRows);
        }
    }

    void buffer(int slot) {
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

    void sense() {
        if (isWhollyShown()) {
            converter.convert(buffer.held());
        } else {
            converter.convert(buffer.held(), shownRows);
        }
    }

    /** The last codes, one a row; not to be written. */
    int[] code() {
        return converter.code();
    }
}
