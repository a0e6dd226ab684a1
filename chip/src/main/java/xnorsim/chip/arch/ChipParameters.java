package xnorsim.chip.arch;

import java.util.OptionalInt;
import java.util.OptionalLong;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.CellGates;

/**
 * Parameters of a chip beyond those of one subarray.
 *
 * @param layers    how layers work together
 * @param placement where weights are
 * @param cells     what cells compute
 */
public record ChipParameters(LayerParameters layers, PlacementParameters placement, CellParameters cells) {

    private static final ChipParameters DEFAULTS = new ChipParameters(
            new LayerParameters(64, Pipelining.NONE, OptionalInt.empty(), 2),
            new PlacementParameters(Replicas.NONE, OptionalInt.empty(), 32, OptionalLong.empty()),
            new CellParameters(Loading.WORDS, false, CellGates.xnor()));

    /** The default parameters. */
    public static ChipParameters defaults() {
        return DEFAULTS;
    }

    /** {@link LayerParameters#lanes}. */
    public int lanes() {
        return layers.lanes();
    }

    /** {@link LayerParameters#pipelining}. */
    public Pipelining pipelining() {
        return layers.pipelining();
    }

    /** {@link LayerParameters#spikeBus}. */
    public OptionalInt spikeBus() {
        return layers.spikeBus();
    }

    /** {@link LayerParameters#outputBanks}. */
    public int outputBanks() {
        return layers.outputBanks();
    }

    /** {@link PlacementParameters#replicas}. */
    public Replicas replicas() {
        return placement.replicas();
    }

    /** {@link PlacementParameters#arrays}. */
    public OptionalInt arrays() {
        return placement.arrays();
    }

    /** {@link PlacementParameters#writeWidth}. */
    public int writeWidth() {
        return placement.writeWidth();
    }

    /** {@link PlacementParameters#cellLimit}. */
    public OptionalLong cellLimit() {
        return placement.cellLimit();
    }

    /** {@link CellParameters#loading}. */
    public Loading loading() {
        return cells.loading();
    }

    /** {@link CellParameters#skipSilent}. */
    public boolean skipSilent() {
        return cells.skipSilent();
    }

    /** {@link CellParameters#gate}. */
    public CellGate gate() {
        return cells.gate();
    }

    /** Whether the cycles of a pass depend on the spikes. */
    public boolean dataDependent() {
        return loading() != Loading.WORDS || skipSilent();
    }

    /** The same with another number of lanes and another pipelining. */
    public ChipParameters withLayers(int lanes, Pipelining pipelining) {
        return new ChipParameters(new LayerParameters(lanes, pipelining, spikeBus(), outputBanks()), placement, cells);
    }

    /** The same with other replicas. */
    public ChipParameters withReplicas(Replicas other) {
        return new ChipParameters(layers, new PlacementParameters(other, arrays(), writeWidth(), cellLimit()), cells);
    }

    /** The same with another number of subarrays and of cells written per cycle. */
    public ChipParameters withArrays(int count, int cellsPerCycle) {
        return new ChipParameters(layers,
                new PlacementParameters(replicas(), OptionalInt.of(count), cellsPerCycle, cellLimit()), cells);
    }

    /** The same with a shared spike bus. */
    public ChipParameters withSpikeBus(int wires) {
        return new ChipParameters(new LayerParameters(lanes(), pipelining(), OptionalInt.of(wires), outputBanks()),
                placement, cells);
    }

    /** The same with another number of output banks. */
    public ChipParameters withOutputBanks(int banks) {
        return new ChipParameters(new LayerParameters(lanes(), pipelining(), spikeBus(), banks), placement, cells);
    }

    /** The same with another way of loading. */
    public ChipParameters withLoading(Loading other, boolean skip) {
        return new ChipParameters(layers, placement, new CellParameters(other, skip, gate()));
    }

    /** The same with other cells. */
    public ChipParameters withGate(CellGate other) {
        return new ChipParameters(layers, placement, new CellParameters(loading(), skipSilent(), other));
    }
}
