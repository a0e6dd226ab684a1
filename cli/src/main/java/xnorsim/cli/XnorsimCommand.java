package xnorsim.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import xnorsim.base.InputException;
import xnorsim.cli.analog.AttributeCommand;
import xnorsim.cli.analog.MarginCommand;
import xnorsim.cli.analog.NoiseCommand;
import xnorsim.cli.io.Version;
import xnorsim.cli.macro.MacroCommand;
import xnorsim.cli.macro.RtlCommand;
import xnorsim.cli.model.ExportCommand;
import xnorsim.cli.model.ImportCommand;
import xnorsim.cli.model.TrainCommand;
import xnorsim.cli.proof.CertifyCommand;
import xnorsim.cli.proof.VerifyCommand;
import xnorsim.cli.run.MapCommand;
import xnorsim.cli.run.PlotCommand;
import xnorsim.cli.run.RunCommand;
import xnorsim.cli.study.CostCommand;
import xnorsim.cli.study.ExploreCommand;
import xnorsim.cli.waveform.TraceCommand;

/** The root of the command line: no work of its own. */
@Command(name = "xnorsim", versionProvider = Version.class, scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND", sortOptions = false,
        description = "Cycle-accurate simulator of in-memory XNOR arrays for binarized spiking neural networks.",
        footer = {
                "", "Exit codes: 0 ok, 1 the run found a difference or failed, 2 bad input or usage, "
                        + "130 ended by Ctrl-C, 143 by SIGTERM.",
                "After a command, @FILE is replaced by the words in FILE; @@word stands for @word.",
                "XNORSIM_JAVA_OPTS holds options for the Java virtual machine, such as -Xmx8g.",
                "XNORSIM_EXTENSIONS is a colon-separated list of extension jars."})
final class XnorsimCommand implements Runnable {
    /** The commands, in the order of the help. */
    static final List<Class<?>> COMMANDS = List.of(RunCommand.class, MacroCommand.class, RtlCommand.class,
            CertifyCommand.class, VerifyCommand.class, TrainCommand.class, MapCommand.class, NoiseCommand.class,
            AttributeCommand.class, MarginCommand.class, ExploreCommand.class, CostCommand.class, InfoCommand.class,
            TraceCommand.class, ImportCommand.class, ExportCommand.class, PlotCommand.class, KeysCommand.class,
            CompletionCommand.class,
            ManCommand.class);

    private static final String DEBUG = "--debug";

    @Spec
    private CommandSpec spec;

    /** The command line with some of the commands. */
    static CommandLine with(List<Class<?>> commands, CommandFactory factory) {
        CommandLine root = new CommandLine(new XnorsimCommand(), factory);
        commands.forEach(root::addSubcommand);
        root.getSubcommands().values().forEach(Registered::describeIn);
        // Added last, as options are shown in the order in which they are added.
        root.getCommandSpec().addOption(OptionSpec.builder(DEBUG).type(boolean.class).arity("0")
                .scopeType(ScopeType.INHERIT).description("Print a stack trace on errors.").build());
        addHelp(root.getCommandSpec());
        return root;
    }

    private static void addHelp(CommandSpec command) {
        command.mixinStandardHelpOptions(true);
        command.subcommands().values().forEach(inner -> addHelp(inner.getCommandSpec()));
    }

    /** Whether to show where an error came from. */
    boolean debug() {
        return Boolean.TRUE.equals(spec.findOption(DEBUG).getValue());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "missing command, expected " + InputException.oneOf(spec.subcommands().keySet()));
    }
}
