package xnorsim.arrays.rows;

import xnorsim.arrays.PopcountKernel;
import xnorsim.sim.Scope;

/** One manufactured subarray with its readout. Immutable and shared between simulations. */
public interface ReadArray {
    /** Its rows, counted with {@code kernel}. */
    RowReader rows(PopcountKernel kernel);

    /** Its registers of {@code height} rows under {@code scope}; those of unused rows stay 0. */
    ArrayRegisters registers(Scope scope, PopcountKernel kernel, int height);
}
