package xnorsim.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, each with the streams it speaks on. */
final class CommandFactory implements IFactory {
    private final Output output;

    CommandFactory(Output output) {
        this.output = output;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == MacroCommand.class) {
            return type.cast(new MacroCommand(output));
        }
        if (type == RtlCommand.class) {
            return type.cast(new RtlCommand(output));
        }
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(output));
        }
        if (type == TrainCommand.class) {
            return type.cast(new TrainCommand(output));
        }
        if (type == CertifyCommand.class) {
            return type.cast(new CertifyCommand(output));
        }
        if (type == VerifyCommand.class) {
            return type.cast(new VerifyCommand(output));
        }
        if (type == MapCommand.class) {
            return type.cast(new MapCommand(output));
        }
        if (type == TraceDiffCommand.class) {
            return type.cast(new TraceDiffCommand(output));
        }
        if (type == InfoCommand.class) {
            return type.cast(new InfoCommand(output));
        }
        if (type == ImportCommand.class) {
            return type.cast(new ImportCommand(output));
        }
        if (type == ExportCommand.class) {
            return type.cast(new ExportCommand(output));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
