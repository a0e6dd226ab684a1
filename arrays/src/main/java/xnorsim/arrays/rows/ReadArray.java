package xnorsim.arrays.rows;

import xnorsim.arrays.PopcountKernel;
import xnorsim.sim.Scope;

/** One subarray as it was made, with its readout. Immutable and shared between simulations. */
public interface ReadArray {
    /** Its rows, counted with {@code kernel}. */
    RowReader rows(PopcountKernel kernel);

    /** Its registers of {@code height} rows under {@code scope}; those of rows not in use stay 0. */
    ArrayRegisters registers(Scope scope, PopcountKernel kernel, int height);
}
