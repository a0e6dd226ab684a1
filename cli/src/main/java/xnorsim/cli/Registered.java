package xnorsim.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import xnorsim.arrays.cell.CellGates;
import xnorsim.arrays.readout.Readouts;
import xnorsim.explore.study.Strategies;
import xnorsim.neurons.Neurons;

/** What help says of the extensions that are registered. */
final class Registered {

    private Registered() {}

    /** Adds what a command's files can name. */
    static void describeIn(CommandLine command) {
        boolean studies = command.getCommandName().equals("explore");
        if (!studies && command.getCommandSpec().findOption("--arch") == null) {
            return;
        }
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> {
            List<String> lines = new ArrayList<>(List.of(""));
            lines.add("Architecture files:");
            lines.add("  gate: " + String.join(", ", CellGates.registry().keys()));
            lines.add("  readout.kind: " + String.join(", ", Readouts.registry().keys()));
            lines.add("  neuron.kind: " + String.join(", ", Neurons.registry().keys()));
            lines.add("`xnorsim keys` lists all keys.");
            if (studies) {
                lines.add("Strategies: " + String.join(", ", Strategies.keys()));
            }
            return String.join(System.lineSeparator(), lines) + System.lineSeparator() + help.footer();
        });
    }
}
