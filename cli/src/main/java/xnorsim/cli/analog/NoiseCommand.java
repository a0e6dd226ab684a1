package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.explore.noise.ChipRecords;
import xnorsim.explore.noise.ChipResult;
import xnorsim.explore.noise.ChipSetting;
import xnorsim.explore.noise.ChipStudy;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.base.InputException;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
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

/** {@code xnorsim noise}: accuracy over chips that were made alike and differ by chance. */
@Command(name = "noise", sortOptions = false, description = {
        "Monte Carlo over chips with an analog readout: mean accuracy, accuracy loss against the ideal readout, 95 %%"
                + " intervals of both over chips (Student's t) and over images (Clopper and Pearson),"
                + " and the worst chip.",
        "With --out, the same command resumes an interrupted run."})
public final class NoiseCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML) with a"
            + " readout of kind charge or current.")
    private Path arch;

    @Option(names = "--chips", paramLabel = "K", defaultValue = "10", description = "Number of chips, drawn as 0 to"
            + " K-1 from the readout's seed (default: ${DEFAULT-VALUE}).")
    private int chips;

    /** Images where a user does not say how many, unless there are fewer. */
    private static final int USUAL_IMAGES = 100;

    @Option(names = "--images", paramLabel = "K", description = "The first K images, on every chip (default: "
            + USUAL_IMAGES + ", or all if fewer).")
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

    @Option(names = "--out", paramLabel = "FILE", description = "Write one line per chip (CSV); continue after the"
            + " lines already there.")
    private Optional<Path> out;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public NoiseCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (chips < 1 || chips > 1_000_000) {
            throw new InputException("--chips is " + chips + ", expected 1..1000000");
        }
        Path modelFile = Bundle.model(model);
        Network network = NetworkFile.read(modelFile).network();
        NetworkMapping layout = NetworkMapping.read(arch, network, output, NeuronRule.Analysis.DECISION, "`noise`");
        Mapping mapping = layout.mapping();
        if (!(mapping.architecture().readout() instanceof AnalogReadout readout)) {
            throw new InputException(arch + ": the readout is " + mapping.architecture().readout().key()
                    + ", expected a readout of kind charge or current");
        }
        Path dataFolder = Bundle.data(data, modelFile);
        LabelledImages labelled = LabelledImages.read(dataFolder, Split.TEST);
        images = Bundle.images(givenImages, USUAL_IMAGES, labelled.count(), dataFolder);
        PopcountKernel kernel = mapping.kernelFor((double) images * chips);
        NetworkRun run = new NetworkRun(mapping, kernel, labelled, new NetworkRun.Settings(images,
                Bundle.threads(threads), seed, false));
        if (out.isEmpty()) {
            simulate(network, run, readout, Optional.empty());
            return ExitCode.OK;
        }
        requireApart(out.get(), modelFile, dataFolder);
        ChipSetting setting = ChipSetting.of(modelFile,
                new ChipSetting.Layout(mapping, layout.certified()), readout, labelled, images, seed);
        try (ChipRecords records = ChipRecords.open(out.get(), setting, images)) {
            simulate(network, run, readout, Optional.of(records));
        }
        return ExitCode.OK;
    }

    private void print(Network network, NetworkReport ideal, List<ChipResult> results) {
        NoiseReport report = new NoiseReport(network.name(), images, seed, ideal.accuracy(), results.subList(0, chips));
        form.print(report::json, report::text);
    }

    private void requireApart(Path file, Path modelFile, Path dataFolder) {
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(dataFolder));
        inputs.addAll(List.of(modelFile, arch));
        OutputFiles.requireApart(inputs, List.of(file));
    }

    private void simulate(Network network, NetworkRun run, AnalogReadout readout, Optional<ChipRecords> records) {
        ChipStudy study = new ChipStudy(run);
        long total = (long) chips * images;
        long there = (long) records.map(file -> file.results().size()).orElse(0) * images;
        List<ChipResult> results;
        try (ProgressBar bar = new ProgressBar(output, "simulating", "images", total, Math.min(total, there))) {
            results = study.run(readout, chips, records, done -> bar.show(done, ""));
        }
        print(network, study.ideal(), results);
    }
}
