package xnorsim.cli.macro;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroInput;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ReadoutEffect;
import xnorsim.rtl.RegisterTransferFiles;

/** {@code xnorsim rtl}: one subarray as synthesizable SystemVerilog. */
@Command(name = "rtl", sortOptions = false, description = {
        "Writes one subarray with your weights as synthesizable SystemVerilog, with a test bench that applies your"
                + " spikes and compares every spike and membrane with the simulation.",
        "In the folder, `make icarus`, `make verilator` and `make yosys` simulate and synthesize it."})
public final class RtlCommand implements Callable<Integer> {
    @Mixin
    private SubarrayFiles files;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder; created if needed.")
    private Path out;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public RtlCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        List<Path> written = RegisterTransferFiles.NAMES.stream().map(out::resolve).toList();
        OutputFiles.requireApart(files.paths(), written);
        Architecture architecture = files.architecture(output);
        if (!architecture.readout().isIdeal()) {
            throw files.named(InputException.wrongValue("architecture", "readout.kind",
                    ReadoutEffect.kind(architecture.readout()), "ideal, as registers and logic count exactly"));
        }
        MacroInput input = files.input(architecture);
        OutputFiles.requireWritableFolder(out, written);
        RegisterTransferFiles design = design(architecture, input);
        design.write(out);
        form.print(() -> json(design), () -> String.format(Locale.ROOT,
                "%s: %s; the bench compares %,d spikes and membranes over %,d cycles", out,
                String.join(", ", RegisterTransferFiles.NAMES), design.expected().spikes().length,
                design.expected().cycles()));
        return ExitCode.OK;
    }

    private String json(RegisterTransferFiles design) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("folder", out.toString());
        values.put("files", RegisterTransferFiles.NAMES);
        values.put("spikes_compared", design.expected().spikes().length);
        values.put("cycles", design.expected().cycles());
        return Json.object(values);
    }

    private RegisterTransferFiles design(Architecture architecture, MacroInput input) {
        try {
            return new RegisterTransferFiles(architecture, input);
        } catch (InputException e) {
            throw files.named(e);
        }
    }
}
