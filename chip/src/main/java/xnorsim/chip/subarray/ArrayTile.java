package xnorsim.chip.subarray;

import java.util.List;
import xnorsim.chip.layout.SampleTime;
import xnorsim.neurons.MembraneMemory;
import xnorsim.sim.BankSignal;

/** The registers of one subarray, phase by phase; all rows or only those that somebody watches. */
public sealed interface ArrayTile permits CountedTile, ReadTile {

    /**
     * What an analog subarray has to know beside its vectors.
     *
     * @param moment of the pass
     * @param holdPs between the two BUFFER edges; of use from the second one on
     * @param memory membranes, those of the pass from {@code at} on
     */
    record Held(SampleTime moment, long holdPs, MembraneMemory memory, int at) {

        /** For subarrays that need to know nothing. */
        static final Held NOTHING = new Held(SampleTime.NONE, 0, new MembraneMemory(0, true), 0);
    }

    /** The signals of all rows: {@code pop}, {@code buffer}, {@code code} and, analog, {@code v_buffer}. */
    List<BankSignal> signals();

    /** Finds out which rows are watched; from now on these have to be right. */
    void chooseRows();

    /** Whether somebody watches any row. */
    boolean isShown();

    /** Whether somebody watches every row. */
    boolean isWhollyShown();

    /** The edge that ends EVAL. */
    void evaluate(long[] columns, int slot);

    /** The edge that ends BUFFER. */
    void buffer(int slot, Held held);

    /** The edge that ends SENSE. */
    void sense(Held held);

    /** The last codes, one a row; not to be written. */
    int[] code();
}
