package xnorsim.cli.macro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroComparison;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroResult;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.chip.session.TracedDesign;
import xnorsim.chip.session.TracedMacro;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.waveform.WaveformOptions;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpzFile;
import xnorsim.trace.trigger.Trigger;

/** {@code xnorsim macro}: one subarray on the user's own vectors. */
@Command(name = "macro", sortOptions = false, description = {
        "Simulates one subarray on your own weights and spikes, cycle by cycle, and compares every spike and membrane "
                + "with the reference model.",
        "Arrays are NumPy files. The architecture sets N rows, M columns, T time steps and the time slots (2 with a"
                + " residual connection, else 1); V samples run one after another."})
public final class MacroCommand implements Callable<Integer> {
    @Mixin
    private SubarrayFiles files;

    @Mixin
    private final WaveformOptions waveform = new WaveformOptions();

    @Option(names = "--out", paramLabel = "FILE.npz", description = "Write spikes uint8, membrane int64, dot int32"
            + " (all V, T, N) and cycles int64.")
    private Optional<Path> out;

    @Option(names = "--no-compare", description = "Skip the comparison with the reference model.")
    private boolean noCompare;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public MacroCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        OutputFiles.requireApart(files.paths(),
                Stream.concat(waveform.outputs().stream(), out.stream()).toList());
        Architecture architecture = files.architecture(output);
        if (!noCompare || waveform.isAtDifference()) {
            files.requireReference(architecture);
        }
        MacroInput input = files.input(architecture);
        waveform.check(architecture.clockPeriodPs());
        out.ifPresent(OutputFiles::requireWritable);
        PopcountKernel kernel = PopcountKernels.chosenFor((double) architecture.rows() * input.spikes().length);
        MacroSimulation simulation = files.simulation(architecture, input, kernel);
        if (waveform.file().isPresent()) {
            waveform.check(
                    new TracedMacro(files.simulation(architecture, input, kernel),
                            TracedMacro.work(architecture, input.samples(), simulation.cycles())),
                    simulation.cycles() + 2, architecture.clockPeriodPs());
        }
        long startNs = System.nanoTime();
        MacroResult result = simulation.run();
        double seconds = (System.nanoTime() - startNs) / 1e9;
        Optional<MacroComparison> comparison = noCompare
                ? Optional.empty()
                : Optional.of(MacroComparison.of(architecture, input, result));
        out.ifPresent(file -> NpzFile.write(file, arrays(architecture, input.samples(), result)));
        int traced = record(architecture, input, kernel, result);
        MacroReport report = new MacroReport(architecture, input.samples(), kernel.name(), result, seconds, comparison);
        form.print(report::toJson, report::toText);
        boolean asExpected = !architecture.readout().isIdeal()
                || report.comparison().map(MacroComparison::agrees).orElse(true);
        return asExpected ? traced : ExitCode.DIFFERENCE;
    }

    private int record(Architecture architecture, MacroInput input, PopcountKernel kernel, MacroResult result)
            throws IOException {
        if (waveform.file().isEmpty()) {
            return ExitCode.OK;
        }
        TracedDesign.Work work = TracedMacro.work(architecture, input.samples(), result.cycles());
        Optional<Trigger> difference = waveform.isAtDifference()
                ? MacroComparison.firstDifferentPass(architecture, input, result).map(TracedDesign::pass)
                : Optional.empty();
        return waveform.record(() -> new TracedMacro(files.simulation(architecture, input, kernel), work),
                result.cycles() + 2, architecture.clockPeriodPs(), difference, List.of(), output);
    }

    private static SequencedMap<String, NpyArray> arrays(Architecture a, int samples, MacroResult result) {
        int[] shape = {samples, a.timeSteps(), a.rows()};
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("spikes", NpyArray.ofUnsigned(result.spikes(), shape));
        arrays.put("membrane", NpyArray.of(result.membranes(), shape));
        arrays.put("dot", NpyArray.of(result.dots(), shape));
        arrays.put("cycles", NpyArray.scalar(result.cycles()));
        return arrays;
    }
}
