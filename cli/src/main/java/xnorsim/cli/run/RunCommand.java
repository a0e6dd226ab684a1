package xnorsim.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xnorsim.base.InputException;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ActivityRecorder;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.chip.session.GateComparison;
import xnorsim.chip.session.HandshakeTrace;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.cli.waveform.ChipWaveformOptions;
import xnorsim.cli.waveform.WaveformOptions;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.data.UnusedClasses;
import xnorsim.network.file.NetworkFile;
import xnorsim.trace.trigger.Trigger;

/** {@code xnorsim run}: a whole network on its subarrays, image by image. */
@Command(name = "run", sortOptions = false, description = {
        "Simulates a trained network on its subarrays, cycle by cycle, and compares every spike with the reference"
                + " model.",
        "Without arguments: the bundled network on the bundled test images and the default architecture."})
public final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz.")
    private Optional<Path> model;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images and labels as idx files"
            + " (t10k-..., plain or .gz).")
    private Optional<Path> data;

    @Option(names = "--images", paramLabel = "K", description = "Only the first K images.")
    private Optional<Integer> images;

    @Option(names = "--arch", paramLabel = "FILE", description = "Architecture (YAML).")
    private Optional<Path> arch;

    @Mixin
    private final ChipWaveformOptions waveform = new ChipWaveformOptions();

    @Option(names = "--handshakes", paramLabel = "FILE", description = "Write the handshakes between controller and"
            + " layers as a waveform; .gz compresses.")
    private Optional<Path> handshakes;

    @Mixin
    private TimelineFiles timeline;

    @Mixin
    private SpikeFiles spikeFiles;

    @Option(names = "--stream", description = "Stream all images through one chip, instead of a new chip for each.")
    private boolean stream;

    @Option(names = "--gates", description = "Also run the other cell types and compare cycles, subarrays and active"
            + " cells.")
    private boolean gates;

    @Option(names = "--threads", paramLabel = "n", description = "Images simulated in parallel (default: one per"
            + " core; 1 with --stream).")
    private Optional<Integer> threads;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of the input spikes"
            + " (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Write report.json, layers.csv and predictions.csv;"
            + " byte-identical for identical runs.")
    private Optional<Path> out;

    @Option(names = "--no-compare", description = "Skip the comparison with the reference model.")
    private boolean noCompare;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    private final Output output;

    public RunCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        requireEffect();
        Path modelFile = Bundle.model(model);
        Network network = NetworkFile.read(modelFile).network();
        NetworkMapping laidOut = NetworkMapping.read(arch, network, output);
        Mapping mapping = laidOut.mapping();
        if (spikeFiles.inputFile().isPresent()) {
            return spikes(network, laidOut, modelFile, Optional.empty());
        }
        Path dataFolder = Bundle.data(data, modelFile);
        LabelledImages labelled = LabelledImages.read(dataFolder, Split.TEST);
        if (spikeFiles.folder().isPresent()) {
            return spikes(network, laidOut, modelFile, Optional.of(labelled));
        }
        int count = Bundle.images(images, labelled.count(), labelled.count(), dataFolder);
        Session session = session(mapping, Bundle.input(labelled, dataFolder, network, count, seed), network)
                .stream(stream).countActiveCells(gates);
        checkOutputs(modelFile, dataFolder);
        waveform.check(session, labelled.count());
        NetworkReport report = simulate(session);
        Optional<GateTable> table = gates
                ? Optional.of(new GateTable(GateComparison.of(session, report,
                        noCompare ? Optional.empty() : Optional.of(network))))
                : Optional.empty();
        RunReport shown = new RunReport(network, mapping.architecture(), laidOut.certified(), modelFile, dataFolder,
                seed, report, table, remarks(network, labelled, dataFolder, report));
        // What took longest first: a waveform may still turn out to be too large.
        if (out.isPresent()) {
            shown.write(out.get());
        }
        timeline.write(network, report.timeline(), mapping.architecture().clockPeriodPs());
        if (handshakes.isPresent()) {
            HandshakeTrace.record(handshakes.get(), session);
        }
        int traced = waveform.record(session, labelled.count(), report, output);
        form.print(shown::toJson, shown::toText);
        return shown.agrees() || !mapping.architecture().readout().isIdeal() ? traced : ExitCode.DIFFERENCE;
    }

    /** Rejects options that would be ignored. */
    private void requireEffect() {
        GivenOptions given = new GivenOptions(spec);
        if (!given.has("--save")) {
            given.refuseWithout("--save DIR", "--every-step");
        }
        if (given.has("--inputs")) {
            given.refuseBeside("--inputs", "--data", "--seed");
        } else {
            given.refuseWithout("--inputs SPIKES.npy", "--labels");
        }
        for (String keeping : List.of("--inputs", "--save")) {
            if (given.has(keeping)) {
                given.refuseBeside(keeping, "--handshakes", "--timeline", "--gantt", "--out", "--stream", "--gates");
            }
        }
        if (stream) {
            given.refuseBeside("--stream", "--threads");
        }
        if (waveform.isAtDifference()) {
            given.refuseBeside(WaveformOptions.TRIGGER + " " + Trigger.DIFFERENCE, "--vcd-layer", "--vcd-tile",
                    "--vcd-image",
                    "--no-compare");
        }
    }

    private List<String> remarks(Network network, LabelledImages labelled, Path dataFolder, NetworkReport report) {
        List<Double> rates = report.layers().stream().flatMap(layer -> layer.spikeRate().stream()).toList();
        List<String> remarks = new ArrayList<>(
                RunRemarks.of(network, rates, report.predictions(), report.labels()));
        UnusedClasses.remark(labelled, network.classes()).map(words -> dataFolder + ": " + words)
                .ifPresent(remarks::add);
        remarks.forEach(output::remark);
        return remarks;
    }

    /** A run of which every spike is kept: the user's own inputs, or coded images. */
    private int spikes(Network network, NetworkMapping laidOut, Path modelFile, Optional<LabelledImages> labelled)
            throws IOException {
        Mapping mapping = laidOut.mapping();
        Optional<SpikeFiles.Inputs> given = spikeFiles.inputFile().map(_ -> spikeFiles.read(network));
        int there = given.map(SpikeFiles.Inputs::count).orElseGet(() -> labelled.orElseThrow().count());
        int count = images.orElse(there);
        if (count < 1 || count > there) {
            throw new InputException("--images is " + count + ", expected 1.." + there + ", the number of images");
        }
        SessionInput input = given.map(spikes -> spikes.first(count))
                .orElseGet(() -> Bundle.input(labelled.orElseThrow(), Bundle.data(data, modelFile),
                        network, count, seed));
        List<Path> inputs = new ArrayList<>(List.of(modelFile));
        arch.ifPresent(inputs::add);
        OutputFiles.requireApart(Stream.concat(inputs.stream(), spikeFiles.read().stream()).toList(),
                waveform.outputs());
        spikeFiles.check(network, count, inputs);
        ActivityRecorder recorder = new ActivityRecorder(mapping, count, spikeFiles.everyStep());
        Session session = session(mapping, input, network).observe(recorder);
        waveform.check(session, count);
        NetworkReport run = simulate(session);
        SpikeRunReport report = new SpikeRunReport(run, mapping, laidOut.certified());
        List<String> remarks = report.remarks();
        remarks.forEach(output::remark);
        spikeFiles.write(network, recorder.kept(), run.predictions(), input.sources());
        int traced = waveform.record(session, count, run, output);
        form.print(() -> report.toJson(remarks), report::toText);
        return run.agrees() || !mapping.architecture().readout().isIdeal() ? traced : ExitCode.DIFFERENCE;
    }

    private Session session(Mapping mapping, SessionInput input, Network network) {
        Session session = new Session(mapping, input).threads(Bundle.threads(threads));
        try {
            return noCompare ? session : session.compare(network);
        } catch (InputException e) {
            throw ofArchitecture(e);
        }
    }

    private InputException ofArchitecture(InputException e) {
        return arch.map(file -> e.of("architecture", file)).orElse(e);
    }

    private void checkOutputs(Path modelFile, Path dataFolder) {
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(dataFolder));
        inputs.add(modelFile);
        arch.ifPresent(inputs::add);
        List<Path> outputs = new ArrayList<>(out.map(RunReport::files).orElse(List.of()));
        outputs.addAll(waveform.outputs());
        handshakes.ifPresent(outputs::add);
        outputs.addAll(timeline.paths());
        OutputFiles.requireApart(inputs, outputs);
        out.ifPresent(folder -> OutputFiles.requireWritableFolder(folder, RunReport.files(folder)));
        timeline.requireWritable();
        handshakes.ifPresent(OutputFiles::requireWritableWaveform);
    }

    private NetworkReport simulate(Session session) {
        try (ProgressBar bar = new ProgressBar(output, "simulating", "images", session.input().images())) {
            return session.run(done -> bar.show(done, ""));
        }
    }
}
