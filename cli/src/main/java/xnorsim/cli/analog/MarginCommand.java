package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xnorsim.analog.margin.DecisionMargin;
import xnorsim.analog.margin.Margin;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.Session;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.file.NetworkFile;
import xnorsim.neurons.NeuronRule;

/** {@code xnorsim margin}: what an analog readout does to its codes, before any run. */
@Command(name = "margin", sortOptions = false, description = {
        "Predicts, without simulation, whether an analog readout gives every popcount exactly, how much design margin"
                + " is left, and the probability of wrong codes and spikes.",
        "Exit code 0: exact apart from random terms; 1: some code is wrong even without them."})
public final class MarginCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz, to analyze all its layers on subarrays (default: one subarray with all columns in"
            + " use).")
    private Optional<Path> model;

    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML) with a readout.")
    private Path arch;

    @Option(names = "--images", paramLabel = "K", description = "With MODEL: probability of a wrong spike per layer"
            + " and time step for the actual decisions on the first K images, each with error-free inputs and"
            + " membrane (default: no images, an assumed membrane distribution). The next three options are for"
            + " these images.")
    private Optional<Integer> images;

    @Mixin
    private final ImageOptions input = new ImageOptions();

    @Option(names = "--threshold", paramLabel = "LEVELS", description = "Without MODEL: neuron threshold in levels,"
            + " needed for the probability of a wrong spike.")
    private Optional<Double> threshold;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    private final Output output;

    public MarginCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        requireMatching();
        ArchitectureFile file = ArchitectureFile.readForNetwork(arch);
        Optional<Path> modelFile = model.map(path -> Bundle.model(Optional.of(path)));
        Optional<Network> network = modelFile.map(path -> NetworkFile.read(path).network());
        // Rejects whatever a run would reject for this network, architecture and readout.
        Optional<Mapping> mapping = network
                .map(layers -> NetworkMapping.read(Optional.of(arch), layers, output).mapping());
        if (network.isEmpty()) {
            output.noteIdeal(arch, file);
        }
        Architecture architecture = file.architecture();
        requireKnown(architecture.neuron());
        Optional<LabelledImages> shown = images.map(count -> images(count, modelFile.orElseThrow()));
        if (architecture.readout().isIdeal()) {
            output.remark(arch + ": the readout is ideal, so every code equals its popcount"
                    + (images.isPresent() ? ", so that --images has no effect" : ""));
        }
        Margin margin = margin(network, architecture);
        Optional<DecisionMargin> decisions = architecture.readout() instanceof AnalogReadout readout
                ? shown.map(labelled -> decisions(labelled, modelFile.orElseThrow(), mapping.orElseThrow(), readout))
                : Optional.empty();
        MarginReport report = new MarginReport(architecture, network.map(Network::name), margin, threshold, decisions,
                input.seed());
        form.print(report::json, report::text);
        return report.isExact() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    private void requireMatching() {
        GivenOptions given = new GivenOptions(spec);
        if (model.isEmpty()) {
            given.refuseWithout("MODEL", "--images");
        }
        if (images.isEmpty()) {
            given.refuseWithout("--images K", "--data", "--seed", "--threads");
        }
        if (threshold.isPresent() && model.isPresent()) {
            throw new InputException("--threshold is " + threshold.get()
                    + ", expected no MODEL, which has its own thresholds");
        }
        if (threshold.isPresent() && !(threshold.get() > 0 && Double.isFinite(threshold.get()))) {
            throw new InputException("--threshold is " + threshold.get() + ", expected a number of levels above 0");
        }
        input.threads();
    }

    /** What a wrong code does to a spike is known of some neurons only. */
    private void requireKnown(NeuronRule neuron) {
        try {
            neuron.require(NeuronRule.Analysis.DECISION, "`margin`");
        } catch (InputException e) {
            throw e.of("architecture", arch);
        }
    }

    private Margin margin(Optional<Network> network, Architecture architecture) {
        try {
            return network.map(layers -> Margin.of(layers, architecture))
                    .orElseGet(() -> threshold.map(levels -> Margin.of(architecture, levels))
                            .orElseGet(() -> Margin.of(architecture)));
        } catch (InputException e) {
            throw e.of("architecture", arch);
        }
    }

    private LabelledImages images(int count, Path modelFile) {
        LabelledImages labelled = input.read(modelFile);
        Bundle.requireImages(count, labelled.count(), input.folder(modelFile));
        return labelled;
    }

    private DecisionMargin decisions(LabelledImages labelled, Path modelFile, Mapping mapping, AnalogReadout readout) {
        int count = images.orElseThrow();
        Session session = new Session(mapping, input.input(labelled, modelFile, mapping.network(), count));
        try (ProgressBar bar = new ProgressBar(output, "looking at", "images", count, 0)) {
            return DecisionMargin.of(session, readout, count, input.threads(), done -> bar.show(done, ""));
        }
    }
}
