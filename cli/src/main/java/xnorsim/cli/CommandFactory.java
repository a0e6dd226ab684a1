package xnorsim.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import xnorsim.cli.analog.AttributeCommand;
import xnorsim.cli.analog.MarginCommand;
import xnorsim.cli.analog.NoiseCommand;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.macro.MacroCommand;
import xnorsim.cli.macro.RtlCommand;
import xnorsim.cli.model.ExportCommand;
import xnorsim.cli.model.TrainCommand;
import xnorsim.cli.proof.VerifyCommand;
import xnorsim.cli.run.MapCommand;
import xnorsim.cli.run.PlotCommand;
import xnorsim.cli.run.RunCommand;
import xnorsim.cli.study.CostCommand;
import xnorsim.cli.study.ExploreCommand;
import xnorsim.cli.waveform.TraceDiffCommand;

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
        if (type == InfoCommand.class) {
            return type.cast(new InfoCommand(output));
        }
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(output));
        }
        if (type == TrainCommand.class) {
            return type.cast(new TrainCommand(output));
        }
        if (type == ExportCommand.class) {
            return type.cast(new ExportCommand(output));
        }
        if (type == VerifyCommand.class) {
            return type.cast(new VerifyCommand(output));
        }
        if (type == MarginCommand.class) {
            return type.cast(new MarginCommand(output));
        }
        if (type == MapCommand.class) {
            return type.cast(new MapCommand(output));
        }
        if (type == AttributeCommand.class) {
            return type.cast(new AttributeCommand(output));
        }
        if (type == NoiseCommand.class) {
            return type.cast(new NoiseCommand(output));
        }
        if (type == PlotCommand.class) {
            return type.cast(new PlotCommand(output));
        }
        if (type == CostCommand.class) {
            return type.cast(new CostCommand(output));
        }
        if (type == TraceDiffCommand.class) {
            return type.cast(new TraceDiffCommand(output));
        }
        if (type == ExploreCommand.class) {
            return type.cast(new ExploreCommand(output));
        }
        if (type == OutputOptions.class) {
            return type.cast(new OutputOptions(output));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
