package xnorsim.chip.arch;

import xnorsim.arrays.cell.CellGate;
import xnorsim.base.Key;

/**
 * What the cells of a chip compute, and of which vectors.
 *
 * @param loading    how vectors enter the columns
 * @param skipSilent whether a position without an input spike skips its subarrays
 * @param gate       what a cell computes
 */
public record CellParameters(
        @Key(text = "how vectors load: as packed words, one spike index a cycle, or the faster way") Loading loading,
        @Key(text = "whether positions without an input spike skip the subarrays") boolean skipSilent,
        @Key(also = "a name below", byDefault = "xnor", text = "what a cell computes") CellGate gate) {}
