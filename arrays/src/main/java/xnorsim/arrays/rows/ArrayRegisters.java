package xnorsim.arrays.rows;

import java.util.List;
import xnorsim.sim.BankSignal;

/** The observable registers of one subarray that is read by a {@link RowReader}. Update phase only. */
public interface ArrayRegisters {
    /** All signals, in the order of a waveform. */
    List<BankSignal> signals();

    /** The latest codes, one per row; not to be written. */
    int[] dots();

    /** EVAL: evaluates all rows for a slot. */
    void evaluate(long[] columns, int slot);

    /**
     * BUFFER: samples a slot and, if it is the second of two, adds it to the first.
     *
     * @param keys  of the draws, one per slot
     * @param decay droop of slot tau1
     */
    void buffer(int slot, long[] keys, double decay);

    /** SENSE: converts all rows. */
    void convert(long[] keys, double decay);

    /** SENSE of a last time step without conversion, see {@link RowReader#decide}. */
    default void decide(long[] keys, double decay, double[] above) {
        throw new UnsupportedOperationException("this readout converts in every step");
    }
}
