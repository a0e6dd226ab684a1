package xnorsim.cli.macro;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.arrays.PopcountKernel;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.macro.MacroComparison;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.cli.io.Output;
import xnorsim.network.npy.DataType;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/** The options that say what one subarray is given, and the reading of their files. */
final class SubarrayFiles {
    private static final DataType[] REAL = {DataType.FLOAT64, DataType.FLOAT32, DataType.FLOAT16};

    /** Bytes of spike, membrane and code of a row after a time step, recorded and passed on. */
    private static final int BYTES_A_RESULT = 26;
    private static final long MAX_BYTES = 768L << 20;

    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML).")
    private Path arch;

    @Option(names = "--weights", required = true, paramLabel = "W.npy", description = "(N, M), uint8 or any other"
            + " type: 1 for a weight of +1, 0 for -1.")
    private Path weights;

    @Option(names = "--mean", required = true, paramLabel = "MU.npy", description = "(N), float64, float32 or"
            + " float16: mu / alpha.")
    private Path mean;

    @Option(names = "--threshold", required = true, paramLabel = "TH.npy", description = "(N), same types:"
            + " sigma * theta / alpha.")
    private Path threshold;

    @Option(names = "--spikes", required = true, paramLabel = "S.npy", description = "(V, T, slots, M), uint8 or any"
            + " other type: 0 and 1.")
    private Path spikes;

    @Mixin
    private final UnitOptions units = new UnitOptions();

    /** The files that are read. */
    List<Path> paths() {
        return List.of(arch, weights, mean, threshold, spikes);
    }

    /** Reads the architecture; notes keys that say nothing about a single subarray. */
    Architecture architecture(Output output) {
        ArchitectureFile file = ArchitectureFile.read(arch);
        output.noteUnused(arch, file, ArchitectureFile.CHIP_KEYS, "used for networks, not for a single subarray");
        output.noteIdeal(arch, file);
        return file.architecture();
    }

    /** The subarray with its input; arrays that do not fit are rejected by file name. */
    MacroSimulation simulation(Architecture architecture, MacroInput input, PopcountKernel kernel) {
        try {
            return new MacroSimulation(architecture, input, kernel);
        } catch (InputException e) {
            throw named(e);
        }
    }

    /** An error message about the architecture or one of the arrays, with the file name. */
    InputException named(InputException e) {
        return e.of("architecture", arch).of("weights", weights).of("mean", mean).of("threshold", threshold)
                .of("spikes", spikes);
    }

    /** Rejects a neuron that the reference model does not have. */
    void requireReference(Architecture architecture) {
        try {
            MacroComparison.requireReference(architecture);
        } catch (InputException e) {
            throw named(e);
        }
    }

    /** Rejects results that exceed the memory, before a long run. */
    private void requireRoom(Architecture a, int samples) {
        double bytes = (double) BYTES_A_RESULT * samples * a.timeSteps() * a.rows();
        if (bytes > MAX_BYTES) {
            throw InputException.wrongValue(spikes.toString(), "the memory for the results of its " + samples
                    + " samples", Math.round(bytes / (1 << 20)) + " MiB",
                    "at most " + (MAX_BYTES >> 20) + " MiB; use fewer samples");
        }
    }

    /** Reads the arrays, which have the shapes of that architecture. */
    MacroInput input(Architecture a) {
        NpyArray w = NpyFile.read(weights)
                .requireShape("(" + a.rows() + ", " + a.columns() + "), rows and columns of " + arch, a.rows(),
                        a.columns());
        NpyArray mu = NpyFile.read(mean).requireType(REAL)
                .requireShape("(" + a.rows() + ",), rows of " + arch, a.rows());
        NpyArray theta = NpyFile.read(threshold).requireType(REAL)
                .requireShape("(" + a.rows() + ",), rows of " + arch, a.rows());
        NpyArray s = NpyFile.read(spikes).requireShape(
                "(V, " + a.timeSteps() + ", " + a.slots() + ", " + a.columns()
                        + "), any number of samples, then time_steps, slots (2 with residual, else 1) and columns of"
                        + " " + arch,
                -1, a.timeSteps(), a.slots(), a.columns());
        requireRoom(a, s.size(0));
        return new MacroInput(w.asBytes01(), mu.asFiniteDoubles(), theta.asPositiveDoubles(), units.dynamics(),
                s.size(0), s.asBytes01());
    }
}
