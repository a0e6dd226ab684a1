package xnorsim.arrays.rows;

import java.util.List;
import xnorsim.sim.BankSignal;

/** The registers of one subarray that is read by a {@link RowReader}, for whoever watches them. Update phase only. */
public interface ArrayRegisters {
    /** All signals, in the order of a waveform. */
    List<BankSignal> signals();

    /** The last codes, one a row; not to be written. */
    int[] dots();

    /** EVAL: evaluates all rows for a slot. */
    void evaluate(long[] columns, int slot);

    /**
     * BUFFER: samples a slot, and adds it to the other one if it is the last of two.
     *
     * @param keys  of the draws, one a slot
     * @param decay what is left of slot tau1
     */
    void buffer(int slot, long[] keys, double decay);

    /** SENSE: converts all rows. */
    void convert(long[] keys, double decay);

    /** SENSE of a last step without conversion, see {@link RowReader#decide}. */
    default void decide(long[] keys, double decay, double[] above) {
        throw new UnsupportedOperationException("this readout converts in every step");
    }
}
