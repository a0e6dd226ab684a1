package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.explore.attribution.Attribution;
import xnorsim.explore.attribution.PairedRuns;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.base.InputException;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkRun;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.neurons.NeuronRule;
import xnorsim.plot.Figure;

/** {@code xnorsim attribute}: which part of an analog readout made which spikes wrong. */
@Command(name = "attribute", sortOptions = false, description = {
        "Attributes the first flipped spikes to error sources of an analog readout: reruns the same chip with the"
                + " same random draws, without each source in turn and with each source alone.",
        "For n error sources, each image is simulated 2n + 2 times."})
public final class AttributeCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML) with a"
            + " readout of kind charge or current; also sets the chip.")
    private Path arch;

    /** Images where a user does not say how many, unless there are fewer. */
    private static final int USUAL_IMAGES = 10;

    @Option(names = "--images", paramLabel = "K", description = "The first K images (default: " + USUAL_IMAGES
            + ", or all if fewer).")
    private Optional<Integer> givenImages;

    private int images;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images, as for run.")
    private Optional<Path> data;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of the input spikes"
            + " (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "n", description = "Images simulated in parallel (default: one per"
            + " core).")
    private Optional<Integer> threads;

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
        Path modelFile = Bundle.model(model);
        Network network = NetworkFile.read(modelFile).network();
        Mapping mapping = NetworkMapping
                .read(arch, network, output, NeuronRule.Analysis.DECISION, "`attribute`").mapping();
        if (!(mapping.architecture().readout() instanceof AnalogReadout readout)) {
            throw new InputException(arch + ": the readout is " + mapping.architecture().readout().key()
                    + ", expected a readout of kind charge or current");
        }
        Path dataFolder = Bundle.data(data, modelFile);
        LabelledImages labelled = LabelledImages.read(dataFolder, Split.TEST);
        images = Bundle.images(givenImages, USUAL_IMAGES, labelled.count(), dataFolder);
        requireFiles(modelFile, dataFolder);
        int workers = Bundle.threads(threads);
        PopcountKernel kernel = mapping.kernelFor(images);
        NetworkRun run = new NetworkRun(mapping, kernel, labelled,
                new NetworkRun.Settings(images, workers, seed, false));
        Attribution found = simulate(new PairedRuns(run, mapping, readout), workers);
        AttributionReport report = new AttributionReport(network, readout.variation().chip(), seed, found);
        flips.ifPresent(report::writeFlips);
        growth.ifPresent(report::writeGrowth);
        form.print(report::json, report::text);
        boolean drawn = plot.isEmpty() || OutputFiles.draw(() -> report.draw(plot.get()), output);
        return drawn ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    private void requireFiles(Path modelFile, Path dataFolder) {
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(dataFolder));
        inputs.addAll(List.of(modelFile, arch));
        List<Path> outputs = Stream.of(flips, growth, plot).flatMap(Optional::stream).toList();
        OutputFiles.requireApart(inputs, outputs);
        plot.filter(file -> !Figure.isPossible(file)).ifPresent(file -> {
            throw new InputException("--plot is " + file + ", expected a name ending in .png or .svg");
        });
        outputs.forEach(OutputFiles::requireWritable);
    }

    private Attribution simulate(PairedRuns runs, int workers) {
        try (ProgressBar bar = new ProgressBar(output, "simulating", "images", images, 0)) {
            return runs.attribute(images, workers, done -> bar.show(done, ""));
        }
    }
}
