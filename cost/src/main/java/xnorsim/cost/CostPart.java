package xnorsim.cost;

import java.util.Locale;

/** What a term of a cost belongs to. */
public enum CostPart {
    /** Cells of the subarrays. */
    CELLS(true),
    /** Column registers and lines of the subarrays. */
    COLUMNS(true),
    /** Hold capacitors. */
    SAMPLING(true),
    /** Converters. */
    CONVERSION(true),
    /** Adder trees over column tiles. */
    TREES(false),
    /** Integrate-and-fire units. */
    UNITS(false),
    /** Membrane memories. */
    MEMBRANES(false),
    /** Spike buffers. */
    BUFFERS(false),
    /** The shared spike bus. */
    BUS(false),
    /** Adders and multipliers of digital layers with their weights. */
    LANES(false),
    /** Writing weights where layers take turns on subarrays. */
    WRITING(false),
    /** Leakage over the time of the run. */
    LEAKAGE(false);

    private final boolean macro;

    CostPart(boolean macro) {
        this.macro = macro;
    }

    /** Whether it is part of a macro: a subarray with its readout, as publications of single macros count it. */
    public boolean isMacro() {
        return macro;
    }

    /** The name in tables and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
