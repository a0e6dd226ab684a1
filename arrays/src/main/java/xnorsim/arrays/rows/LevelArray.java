package xnorsim.arrays.rows;

import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.StoredWeights;
import xnorsim.sim.Scope;

/**
 * A subarray with exact popcounts and a custom conversion of levels.
 *
 * @param stored its cells, rows in use only
 * @param slots  1 or 2
 * @param reader its converters
 */
public record LevelArray(StoredWeights stored, int slots, LevelReader reader) implements ReadArray {

    @Override
    public RowReader rows(PopcountKernel kernel) {
        return new LevelRows(this, kernel);
    }

    @Override
    public ArrayRegisters registers(Scope scope, PopcountKernel kernel, int height) {
        return new LevelRegisters(scope, this, new LevelRows(this, kernel), height);
    }
}
