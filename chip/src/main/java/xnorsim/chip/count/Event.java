package xnorsim.chip.count;

import java.util.Locale;

/**
 * What is counted in a run because it costs energy; docs/cost.md says how each is counted. Pairs of a cell are (stored
 * bit, input of its column), of cells that hold a weight.
 */
public enum Event {
    /** Evaluations of cells that store 0 under an input of 0. */
    CELLS_00("evaluations of cells that store 0, input 0"),
    /** Evaluations of cells that store 0 under an input of 1. */
    CELLS_01("evaluations of cells that store 0, input 1"),
    /** Evaluations of cells that store 1 under an input of 0. */
    CELLS_10("evaluations of cells that store 1, input 0"),
    /** Evaluations of cells that store 1 under an input of 1. */
    CELLS_11("evaluations of cells that store 1, input 1"),
    /** Evaluations of cells that hold no weight, in rows and columns that are not in use. */
    CELLS_UNUSED("evaluations of cells that hold no weight"),
    /** Evaluations of whole subarrays. */
    EVALUATIONS("evaluations of subarrays"),
    /** Columns of subarrays that change, against the vector that the same layer loaded before. */
    COLUMN_TOGGLES("columns that change"),
    /** Bits of the latches of double-buffered subarrays that change. */
    LATCH_TOGGLES("bits of the latches that change"),
    /** Cells in rows in use on columns that change. */
    CELL_TOGGLES("cells whose column changes"),
    /** Bits that subarrays take from their wires to load vectors, words or indices. */
    LOAD_BITS("bits that subarrays take to load vectors"),
    /** Row values taken onto a hold capacitor, one a row in use and slot. */
    SAMPLINGS("samplings of row values"),
    /** Row values turned into codes, one a row in use and pass. */
    CONVERSIONS("conversions of row values"),
    /** Row values that a comparator decides about, in the last time step of {@code last_step: compare}. */
    COMPARISONS("decisions of comparators about row values"),
    /** Additions of codes in the adder trees over column tiles. */
    TREE_ADDITIONS("additions in the adder trees"),
    /** Membranes read from memory. */
    MEMBRANE_READS("membranes read"),
    /** Membranes written to memory. */
    MEMBRANE_WRITES("membranes written"),
    /** Integrations of a sum with the decision that follows. */
    DECISIONS("integrations and decisions"),
    /** Spikes, each of which resets a membrane. */
    SPIKES("spikes"),
    /** Weights added by the lanes of a digital layer. */
    DIGITAL_ADDITIONS("additions of digital layers"),
    /** Weights multiplied with a pixel and added by the lanes of a digital layer. */
    DIGITAL_MULTIPLICATIONS("multiplications of digital layers"),
    /** Lane-cycles of a digital layer in which a weight is skipped. */
    DIGITAL_SKIPS("weights that digital layers skip"),
    /** Bits read from spike buffers, or from the buffer of the image. */
    BUFFER_BITS_READ("bits read from spike buffers"),
    /** Bits written to spike buffers. */
    BUFFER_BITS_WRITTEN("bits written to spike buffers"),
    /** Bits that travel over the shared spike bus. */
    BUS_BITS("bits over the spike bus"),
    /** Cells that are written where layers take turns on subarrays. */
    CELLS_WRITTEN("cells written");

    private final String description;

    Event(String description) {
        this.description = description;
    }

    /** The name in tables and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is counted, in a few words. */
    public String description() {
        return description;
    }
}
