package xnorsim.chip.arch;

import java.util.OptionalInt;
import java.util.OptionalLong;
import xnorsim.base.InputException;

/**
 * What a chip has beside one subarray and its clock; every component is a key of the architecture file.
 *
 * @param replicas    copies of a layer's subarrays
 * @param arrays      subarrays on the chip; empty: as many as the network needs
 * @param writeWidth  cells of a row that are written per cycle, at least 1
 * @param spikeBus    wires of the bus that all spike maps share; empty: every reader has wires of its own
 * @param outputBanks output banks of a layer, at least 1
 * @param cellLimit   cells that the chip has room for; empty: any number
 * @param loading     how vectors enter the columns
 * @param skipSilent  whether a position without an input spike skips its subarrays
 * @param gate        what a cell computes
 */
public record ChipParameters(Replicas replicas, OptionalInt arrays, int writeWidth, OptionalInt spikeBus,
        int outputBanks, OptionalLong cellLimit, Loading loading, boolean skipSilent, Gate gate) {

    private static final ChipParameters DEFAULTS = new ChipParameters(Replicas.NONE, OptionalInt.empty(), 32,
            OptionalInt.empty(), 2, OptionalLong.empty(), Loading.WORDS, false, Gate.XNOR);

    /** Checks every range. */
    public ChipParameters {
        arrays.ifPresent(count -> check("arrays", count));
        check("write_width", writeWidth);
        spikeBus.ifPresent(wires -> check("spike_bus", wires));
        if (outputBanks < 1 || outputBanks > 64) {
            throw InputException.wrongValue("architecture", "output_banks", outputBanks,
                    "1..64: a layer without a bank has nowhere to write its spikes");
        }
        cellLimit.ifPresent(cells -> {
            if (cells < 1) {
                throw InputException.wrongValue("architecture", "cell_limit", cells, "at least 1");
            }
        });
    }

    private static void check(String key, int value) {
        if (value < 1 || value > Architecture.LARGEST_COUNT) {
            throw InputException.wrongValue("architecture", key, value, "1.." + Architecture.LARGEST_COUNT);
        }
    }

    /** The parameters of an empty file. */
    public static ChipParameters defaults() {
        return DEFAULTS;
    }

    /** Whether the length of a pass depends on the spikes. */
    public boolean dataDependent() {
        return loading != Loading.WORDS || skipSilent;
    }

    /** The same with other replicas. */
    public ChipParameters withReplicas(Replicas other) {
        return new ChipParameters(other, arrays, writeWidth, spikeBus, outputBanks, cellLimit, loading, skipSilent,
                gate);
    }

    /** The same with another number of subarrays and of cells written per cycle. */
    public ChipParameters withArrays(int count, int cellsPerCycle) {
        return new ChipParameters(replicas, OptionalInt.of(count), cellsPerCycle, spikeBus, outputBanks, cellLimit,
                loading, skipSilent, gate);
    }

    /** The same with a shared spike bus. */
    public ChipParameters withSpikeBus(int wires) {
        return new ChipParameters(replicas, arrays, writeWidth, OptionalInt.of(wires), outputBanks, cellLimit, loading,
                skipSilent, gate);
    }

    /** The same with another number of output banks. */
    public ChipParameters withOutputBanks(int banks) {
        return new ChipParameters(replicas, arrays, writeWidth, spikeBus, banks, cellLimit, loading, skipSilent, gate);
    }

    /** The same with another way of loading. */
    public ChipParameters withLoading(Loading other, boolean skip) {
        return new ChipParameters(replicas, arrays, writeWidth, spikeBus, outputBanks, cellLimit, other, skip, gate);
    }

    /** The same with other cells. */
    public ChipParameters withGate(Gate other) {
        return new ChipParameters(replicas, arrays, writeWidth, spikeBus, outputBanks, cellLimit, loading, skipSilent,
                other);
    }
}
