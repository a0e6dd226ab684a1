package xnorsim.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import xnorsim.chip.Architecture;
import xnorsim.chip.ArchitectureFile;
import xnorsim.chip.MacroInput;
import xnorsim.network.npy.DataType;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/** The options that say what one subarray is given, and the reading of their files. */
final class SubarrayFiles {
    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML).")
    private Path arch;

    @Option(names = "--weights", required = true, paramLabel = "W.npy", description = "uint8 (N, M): 1 for a weight of +1, 0 for -1.")
    private Path weights;

    @Option(names = "--mean", required = true, paramLabel = "MU.npy", description = "float64 (N): mu / alpha.")
    private Path mean;

    @Option(names = "--threshold", required = true, paramLabel = "TH.npy", description = "float64 (N): sigma * theta / alpha.")
    private Path threshold;

    @Option(names = "--spikes", required = true, paramLabel = "S.npy", description = "uint8 (V, T, slots, M) of 0 and 1.")
    private Path spikes;

    /** Reads the architecture. */
    Architecture architecture() {
        return ArchitectureFile.read(arch).architecture();
    }

    /** Reads the arrays, which have the shapes of that architecture. */
    MacroInput input(Architecture a) {
        NpyArray w = NpyFile.read(weights).requireType(DataType.UINT8)
                .requireShape("(" + a.rows() + ", " + a.columns() + "), rows and columns of " + arch, a.rows(),
                        a.columns());
        NpyArray mu = NpyFile.read(mean).requireType(DataType.FLOAT64)
                .requireShape("(" + a.rows() + ",), rows of " + arch, a.rows());
        NpyArray theta = NpyFile.read(threshold).requireType(DataType.FLOAT64)
                .requireShape("(" + a.rows() + ",), rows of " + arch, a.rows());
        NpyArray s = NpyFile.read(spikes).requireType(DataType.UINT8).requireShape(
                "(V, " + a.timeSteps() + ", " + a.slots() + ", " + a.columns()
                        + "), samples of any number, then time_steps, "
                        + "slots (2 with residual, else 1) and columns of " + arch,
                -1, a.timeSteps(), a.slots(), a.columns());
        return new MacroInput(w.asBytes01(), mu.asFiniteDoubles(), theta.asPositiveDoubles(), s.size(0), s.asBytes01());
    }
}
