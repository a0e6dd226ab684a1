package xnorsim.cli.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xnorsim.base.InputException;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.count.RunEvents;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.cost.Cost;
import xnorsim.cost.CostModel;
import xnorsim.cost.Sparsity;
import xnorsim.cost.Technology;
import xnorsim.cost.TechnologyFile;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

/** {@code xnorsim cost}: energy, area and time of a network on its chip, from what a run counts. */
@Command(name = "cost", sortOptions = false, description = {
        "Simulates a network on images and estimates energy, time and area in a technology.",
        "--explain shows the formula, the terms and the source of every figure."})
public final class CostCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--arch", paramLabel = "FILE", description = "Architecture (YAML).")
    private Optional<Path> arch;

    @Option(names = "--technology", paramLabel = "T", defaultValue = "65nm-charge", description = "65nm-charge,"
            + " 65nm-digital-xnor, 28nm-digital, 22nm, stt-mram-like, or a file with a table (default:"
            + " ${DEFAULT-VALUE}).")
    private String technology;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images and labels as idx files"
            + " (t10k-..., plain or .gz).")
    private Optional<Path> data;

    /** Images where a user does not say how many, unless there are fewer. */
    private static final int USUAL_IMAGES = 10;

    @Option(names = "--images", paramLabel = "K", description = "The first K images (default: " + USUAL_IMAGES
            + ", or all if fewer).")
    private Optional<Integer> images;

    @Option(names = "--stream", description = "Stream all images through one chip, instead of a new chip for each.")
    private boolean stream;

    @Option(names = "--explain", paramLabel = "WHAT", description = "Show formula, terms and sources of TOTAL,"
            + " MACRO, AREA, TIME, a component, a layer, or LAYER.TERM.")
    private Optional<String> explain;

    @Option(names = "--sparsity", description = "Instead: energy of XNOR, AND-split and ternary cells against spike"
            + " rate, for one subarray with random weights.")
    private boolean sparsity;

    @Option(names = "--threads", paramLabel = "n", description = "Images simulated in parallel (default: one per"
            + " core); does not change results.")
    private Optional<Integer> threads;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of the input spikes"
            + " (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    private final Output output;

    public CostCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        Technology table = TechnologyFile.find(technology);
        GivenOptions given = new GivenOptions(spec);
        if (stream) {
            given.refuseBeside("--stream", "--threads");
        }
        if (sparsity) {
            given.refuseBeside("--sparsity", GivenOptions.MODEL, "--data", "--explain", "--stream", "--images",
                    "--threads");
            SparsityTable shown = sparsity(table);
            form.print(shown::toJson, shown::toText);
            return ExitCode.OK;
        }
        Path modelFile = Bundle.model(model);
        Network network = NetworkFile.read(modelFile).network();
        Mapping mapping = NetworkMapping.read(arch, network, output).mapping();
        CostModel costs = CostModel.of(table);
        try {
            costs.check(mapping.architecture());
        } catch (InputException e) {
            throw arch.map(file -> e.of("architecture", file)).orElse(e);
        }
        Path dataFolder = Bundle.data(data, modelFile);
        explain.ifPresent(what -> CostExplanation.requireKnown(
                costs.cost(mapping.architecture(), mapping, RunEvents.once(network.layers().size())), what));
        NetworkReport report = run(mapping, network, dataFolder);
        costs.remarks(mapping.architecture()).forEach(output::remark);
        Cost cost = costs.cost(mapping.architecture(), mapping, report.events().orElseThrow());
        CostReport shown = new CostReport(mapping, cost, report);
        if (explain.isPresent()) {
            CostExplanation explanation = CostExplanation.of(cost, explain.get());
            form.print(explanation::toJson, explanation::toText);
        } else {
            form.print(shown::toJson, shown::toText);
        }
        return ExitCode.OK;
    }

    private SparsityTable sparsity(Technology table) {
        try {
            return new SparsityTable(Sparsity.of(arch.map(ArchitectureFile::read).orElseGet(ArchitectureFile::none)
                    .architecture(), table, seed));
        } catch (InputException e) {
            throw arch.map(file -> e.of("architecture", file)).orElse(e);
        }
    }

    private NetworkReport run(Mapping mapping, Network network, Path dataFolder) {
        LabelledImages labelled = LabelledImages.read(dataFolder, Split.TEST);
        int count = Bundle.images(images, USUAL_IMAGES, labelled.count(), dataFolder);
        Session session = new Session(mapping, Bundle.input(labelled, dataFolder, network, count, seed))
                .threads(Bundle.threads(threads)).stream(stream).countEvents();
        try (ProgressBar bar = new ProgressBar(output, "counting", "images", count)) {
            return session.run(done -> bar.show(done, ""));
        }
    }
}
