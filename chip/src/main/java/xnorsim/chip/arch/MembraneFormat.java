package xnorsim.chip.arch;

import xnorsim.base.Key;
import xnorsim.base.Keys;
import xnorsim.neurons.Overflow;

/**
 * The number format of membranes.
 *
 * @param fractionBits F
 * @param membraneBits U
 * @param overflow     what happens on overflow
 */
public record MembraneFormat(
        @Key(range = "0..32", also = "`auto`", text = "fraction bits of a membrane; `auto` (`run` only):"
                + " the fewest that are exact on every input, with membranes as wide as needed") int fractionBits,
        @Key(range = "8..64", text = "bits of a membrane, two's complement") int membraneBits,
        @Key(text = "a membrane out of range stops the run or saturates") Overflow overflow) {

    private static final Keys<MembraneFormat> KEYS = Keys.of(MembraneFormat.class, "architecture");

    /** Checks the ranges. */
    public MembraneFormat {
        KEYS.check(fractionBits, membraneBits, overflow);
    }
}
