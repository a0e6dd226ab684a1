package xnorsim.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import xnorsim.arrays.cell.CellGates;
import xnorsim.arrays.readout.Readouts;
import xnorsim.cli.waveform.WaveformOptions;
import xnorsim.explore.study.Strategies;
import xnorsim.neurons.Neurons;

/** What help says of all that is registered; looked up only for the help. */
final class Registered {

    private Registered() {}

    /** Lists the registered kinds that a command's files can name, between the options and the common footer. */
    static void describeIn(CommandLine command) {
        boolean studies = command.getCommandName().equals("explore");
        boolean architectures = studies || command.getCommandSpec().findOption("--arch") != null;
        boolean waveforms = command.getCommandSpec().findOption(WaveformOptions.OPTION) != null;
        if (architectures || waveforms) {
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> {
                List<String> lines = new ArrayList<>();
                if (architectures) {
                    lines.addAll(architectures());
                }
                if (studies) {
                    lines.add("Strategies: " + String.join(", ", Strategies.keys()));
                }
                if (waveforms) {
                    lines.add("Waveform formats by file extension (default VCD):");
                    lines.addAll(WaveformOptions.formats());
                }
                return lines.stream().map(line -> line + System.lineSeparator())
                        .collect(Collectors.joining("", System.lineSeparator(), "")) + help.footer();
            });
        }
    }

    private static List<String> architectures() {
        return List.of("Architecture files (`xnorsim keys` lists all keys):",
                "  gate          " + String.join(", ", CellGates.registry().keys()),
                "  readout.kind  " + String.join(", ", Readouts.registry().keys()),
                "  neuron.kind   " + String.join(", ", Neurons.registry().keys()));
    }
}
