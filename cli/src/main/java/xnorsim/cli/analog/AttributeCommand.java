package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.explore.attribution.Attribution;
import xnorsim.explore.attribution.PairedRuns;
import xnorsim.plot.Figure;

/** {@code xnorsim attribute}: which part of an analog readout made which spikes wrong. */
@Command(name = "attribute", sortOptions = false, description = {
        "Attributes the first flipped spikes to error sources of an analog readout: reruns the chip that the"
                + " architecture names with the same random draws, without each source in turn and with each source"
                + " alone.",
        "For n error sources, each image is simulated 2n + 2 times."})
public final class AttributeCommand implements Callable<Integer> {
    @Mixin
    private final AnalogRunOptions run = new AnalogRunOptions();

    /** Images where a user does not say how many, unless there are fewer. */
    private static final int USUAL_IMAGES = 10;

    @Option(names = "--images", paramLabel = "K", description = "The first K images (default: " + USUAL_IMAGES
            + ", or all if fewer).")
    private Optional<Integer> images;

    @Option(names = "--flips", paramLabel = "FILE", description = "Write all first spike flips with their causes"
            + " (CSV).")
    private Optional<Path> flips;

    @Option(names = "--growth", paramLabel = "FILE", description = "Write spike errors per layer and time step: with"
            + " all sources, without each, and with each alone (CSV).")
    private Optional<Path> growth;

    @Option(names = "--plot", paramLabel = "FILE", description = "Plot the growth of spike errors over layers and"
            + " time steps (.png or .svg).")
    private Optional<Path> plot;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public AttributeCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        AnalogRunOptions.Opened opened = run.open("`attribute`", images, USUAL_IMAGES, output);
        requireFiles(opened.inputs());
        Attribution found = simulate(new PairedRuns(opened.session(), opened.readout()), opened.images());
        AttributionReport report = new AttributionReport(opened.network(), opened.readout().variation().chip(),
                run.seed(), found);
        flips.ifPresent(report::writeFlips);
        growth.ifPresent(report::writeGrowth);
        form.print(report::json, report::text);
        boolean drawn = plot.isEmpty() || OutputFiles.draw(() -> report.draw(plot.get()), output);
        return drawn ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    private void requireFiles(List<Path> inputs) {
        List<Path> outputs = Stream.of(flips, growth, plot).flatMap(Optional::stream).toList();
        OutputFiles.requireApart(inputs, outputs);
        plot.filter(file -> !Figure.isPossible(file)).ifPresent(file -> {
            throw new InputException("--plot is " + file + ", expected a name ending in .png or .svg");
        });
        outputs.forEach(OutputFiles::requireWritable);
    }

    private Attribution simulate(PairedRuns runs, int count) {
        try (ProgressBar bar = new ProgressBar(output, "simulating", "images", count, 0)) {
            return runs.attribute(count, run.threads(), done -> bar.show(done, ""));
        }
    }
}
