package xnorsim.chip.count;

import java.util.Locale;

/**
 * Energy-relevant events counted in a run; docs/cost.md defines each. Cell pairs are (stored bit, column input), for
 * cells that hold a weight.
 */
public enum CountedEvent {
    /** Evaluations of cells that store 0 under an input of 0. */
    CELLS_00("evaluations of cells that store 0, input 0"),
    /** Evaluations of cells that store 0 under an input of 1. */
    CELLS_01("evaluations of cells that store 0, input 1"),
    /** Evaluations of cells that store 1 under an input of 0. */
    CELLS_10("evaluations of cells that store 1, input 0"),
    /** Evaluations of cells that store 1 under an input of 1. */
    CELLS_11("evaluations of cells that store 1, input 1"),
    /** Evaluations of unused cells, in rows and columns without weights. */
    CELLS_UNUSED("evaluations of unused cells"),
    /** Evaluations of whole subarrays. */
    EVALUATIONS("evaluations of subarrays"),
    /** Column toggles, against the vector that the same layer loaded before. */
    COLUMN_TOGGLES("column toggles"),
    /** Latch bit toggles of double-buffered subarrays. */
    LATCH_TOGGLES("latch bit toggles"),
    /** Cells of used rows on toggling columns. */
    CELL_TOGGLES("cells on toggling columns"),
    /** Bits loaded into subarrays over their wires, as words or indices. */
    LOAD_BITS("bits loaded into subarrays"),
    /** Samplings of row values on hold capacitors, one per used row and slot. */
    SAMPLINGS("samplings of row values"),
    /** Conversions of row values to codes, one per used row and pass. */
    CONVERSIONS("conversions of row values"),
    /** Comparator decisions on row values, in the last time step with {@code last_step: compare}. */
    COMPARISONS("comparator decisions on row values"),
    /** Additions of codes in the adder trees over column tiles. */
    TREE_ADDITIONS("additions in the adder trees"),
    /** Membranes read from memory. */
    MEMBRANE_READS("membranes read"),
    /** Membranes written to memory. */
    MEMBRANE_WRITES("membranes written"),
    /** Integrations of a sum, each with its firing decision. */
    DECISIONS("integrations with firing decisions"),
    /** Spikes, each of which resets a membrane. */
    SPIKES("spikes"),
    /** Weights added by the lanes of a digital layer. */
    DIGITAL_ADDITIONS("additions of digital layers"),
    /** Weights multiplied with a pixel and added by the lanes of a digital layer. */
    DIGITAL_MULTIPLICATIONS("multiplications of digital layers"),
    /** Lane cycles of a digital layer in which a weight is skipped. */
    DIGITAL_SKIPS("weights skipped by digital layers"),
    /** Bits read from spike buffers, or from the buffer of the image. */
    BUFFER_BITS_READ("bits read from spike buffers"),
    /** Bits written to spike buffers. */
    BUFFER_BITS_WRITTEN("bits written to spike buffers"),
    /** Bits transferred over the shared spike bus. */
    BUS_BITS("bits over the spike bus"),
    /** Cells written when layers take turns on subarrays. */
    CELLS_WRITTEN("cells written");

    private final String description;

    CountedEvent(String description) {
        this.description = description;
    }

    /** The name in tables and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Short description. */
    public String description() {
        return description;
    }
}
