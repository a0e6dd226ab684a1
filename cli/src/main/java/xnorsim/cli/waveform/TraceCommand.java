package xnorsim.cli.waveform;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code xnorsim trace}: parent of the waveform commands. */
@Command(name = "trace", synopsisSubcommandLabel = "COMMAND", description = "Tools for waveforms from any simulator.",
        subcommands = TraceDiffCommand.class)
public final class TraceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command, expected diff");
    }
}
