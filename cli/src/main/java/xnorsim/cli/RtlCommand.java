package xnorsim.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.chip.Architecture;
import xnorsim.chip.MacroInput;
import xnorsim.network.InputException;
import xnorsim.rtl.RegisterTransferFiles;

/** {@code xnorsim rtl}: one subarray as synthesizable SystemVerilog. */
@Command(name = "rtl", sortOptions = false, description = {
        "Writes one subarray with your weights as synthesizable SystemVerilog, with a test bench that drives your spikes and "
                + "compares every spike and membrane with the simulation.",
        "In the folder, `make icarus`, `make verilator` and `make yosys` simulate and synthesize it."})
final class RtlCommand implements Callable<Integer> {
    @Mixin
    private SubarrayFiles files;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to; made when it is not there.")
    private Path out;

    private final Output output;

    RtlCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        List<Path> written = RegisterTransferFiles.NAMES.stream().map(out::resolve).toList();
        OutputFiles.requireApart(files.paths(), written);
        Architecture architecture = files.architecture(output);
        MacroInput input = files.input(architecture);
        OutputFiles.requireWritableFolder(out, written);
        RegisterTransferFiles design = design(architecture, input);
        design.write(out);
        output.out().printf(Locale.ROOT, "%s: %s; the bench compares %,d spikes and membranes over %,d cycles%n", out,
                String.join(", ", RegisterTransferFiles.NAMES), design.expected().spikes().length,
                design.expected().cycles());
        return ExitCode.OK;
    }

    private RegisterTransferFiles design(Architecture architecture, MacroInput input) {
        try {
            return new RegisterTransferFiles(architecture, input);
        } catch (InputException e) {
            throw files.named(e);
        }
    }
}
