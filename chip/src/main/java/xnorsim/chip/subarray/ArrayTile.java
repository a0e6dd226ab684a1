package xnorsim.chip.subarray;

import java.util.List;
import xnorsim.chip.layout.SampleTime;
import xnorsim.neurons.MembraneMemory;
import xnorsim.sim.BankSignal;

/** The registers of one subarray, phase by phase; all rows or only observed ones. */
public sealed interface ArrayTile permits CountedTile, ReadTile {

    /**
     * Inputs of an analog subarray beside its vectors.
     *
     * @param moment time of the pass
     * @param holdPs hold time between the two BUFFER edges; valid from the second one on
     * @param memory membrane memory, with those of the pass from {@code at} on
     */
    record Held(SampleTime moment, long holdPs, MembraneMemory memory, int at) {

        /** For subarrays without such inputs. */
        static final Held NOTHING = new Held(SampleTime.NONE, 0, new MembraneMemory(0, true), 0);
    }

    /** The signals of all rows: {@code pop}, {@code buffer}, {@code code} and, analog, {@code v_buffer}. */
    List<BankSignal> signals();

    /** Determines the observed rows; from now on these are kept valid. */
    void chooseRows();

    /** Whether any row is observed. */
    boolean isShown();

    /** Whether every row is observed. */
    boolean isWhollyShown();

    /** The edge that ends EVAL. */
    void evaluate(long[] columns, int slot);

    /** The edge that ends BUFFER. */
    void buffer(int slot, Held held);

    /** The edge that ends SENSE. */
    void sense(Held held);

    /** The latest codes, one per row; not to be written. */
    int[] code();
}
