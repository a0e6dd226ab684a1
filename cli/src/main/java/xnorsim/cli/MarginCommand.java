package xnorsim.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.analog.Margin;
import xnorsim.chip.Architecture;
import xnorsim.chip.ArchitectureFile;
import xnorsim.network.InputException;
import xnorsim.network.Network;
import xnorsim.network.file.NetworkFile;

/** {@code xnorsim margin}: what an analog readout does to its codes, before any run. */
@Command(name = "margin", sortOptions = false, description = {
        "Says before any run whether an analog readout gives every count exactly, how far its limits may be moved, and how "
                + "probable wrong codes and spikes are.",
        "Exit code 0: exact but for random terms; 1: some code is not its count, whatever is drawn."})
final class MarginCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder with a model.npz, for all of its layers on subarrays (default: one subarray, all of its columns in use).")
    private Optional<Path> model;

    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML) with a readout.")
    private Path arch;

    @Mixin
    private OutputOptions form;

    private final Output output;

    MarginCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        ArchitectureFile file = ArchitectureFile.readForNetwork(arch);
        // Whatever a run refuses of this network on this architecture is refused here, with its readout and all.
        Optional<Network> network = model.map(path -> NetworkFile.read(Bundle.model(Optional.of(path))).network());
        network.ifPresentOrElse(layers -> NetworkMapping.read(Optional.of(arch), layers, output),
                () -> output.noteIdeal(arch, file));
        Architecture architecture = file.architecture();
        if (architecture.readout().isIdeal()) {
            output.remark(arch + ": the readout is ideal, every code is its count");
        }
        MarginReport report = new MarginReport(architecture, network.map(Network::name), margin(network, architecture));
        form.print(report::json, report::text);
        return report.isExact() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    private Margin margin(Optional<Network> network, Architecture architecture) {
        try {
            return network.map(layers -> Margin.of(layers, architecture)).orElseGet(() -> Margin.of(architecture));
        } catch (InputException e) {
            throw e.of("architecture", arch);
        }
    }
}
