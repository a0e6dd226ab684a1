package xnorsim.benchmarks;

import java.nio.file.Path;
import xnorsim.chip.arch.Architecture;
import xnorsim.rtl.RegisterTransferFiles;

/**
 * The subarray of {@link MacroBenchmark} as SystemVerilog, as {@code xnorsim rtl} writes it: what benchmarks/run.sh
 * compiles.
 */
public final class ExportedSubarray {

    private ExportedSubarray() {}

    /** Arguments: rows and columns of the array, the folder to write into. */
    public static void main(String[] arguments) {
        write(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
    }

    /**
     * The constants do not depend on the spikes, so those of one sample are enough for the files of the export's own
     * bench.
     */
    static void write(int size, Path folder) {
        Architecture a = MacroBenchmark.architecture(size, size, MacroBenchmark.STEPS, true);
        new RegisterTransferFiles(a, Vectors.input(a, 1)).write(folder);
    }
}
