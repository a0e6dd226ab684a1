package xnorsim.chip.arch;

import xnorsim.arrays.cell.CellGate;
import xnorsim.base.Key;

/**
 * The cells of a chip and the loading of their vectors.
 *
 * @param loading    how vectors are loaded into the columns
 * @param skipSilent whether a position without an input spike skips its subarrays
 * @param gate       what a cell computes
 */
public record CellParameters(
        @Key(text = "how vectors load: packed words, one spike index per cycle, or the faster of both") Loading loading,
        @Key(text = "whether positions without an input spike skip the subarrays") boolean skipSilent,
        @Key(also = "a name below", byDefault = "xnor", text = "what a cell computes") CellGate gate) {}
