package xnorsim.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xnorsim.base.InputException;
import xnorsim.base.Printable;
import xnorsim.chip.run.ActivityRecorder;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.NetworkMapping;
import xnorsim.cli.io.NumberRanges;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.plot.Activity;
import xnorsim.plot.ActivityFigures;
import xnorsim.plot.Figure;

/** {@code xnorsim plot}: what neurons did, as figures. */
@Command(name = "plot", sortOptions = false, description = {
        "Plots spike rasters, spike rate histograms and membrane traces, as PNG and SVG.",
        "Reads files of `run --save` or `macro --out`, or simulates a model on its test images."})
public final class PlotCommand implements Callable<Integer> {
    private static final int MAX_LINES = 100;
    private static final int MAX_TRACES = 4;

    /** Kinds of figures. */
    enum Kind {
        RASTER, RATES, MEMBRANES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "SOURCE", description = "Folder of `run --save`, one of"
            + " its files, a file of `macro --out`, or a model (default: the bundled one).")
    private Optional<Path> source;

    @Option(names = {"-o",
            "--out"}, required = true, paramLabel = "DIR",
            description = "Folder to write to: LAYER-raster,"
                    + " LAYER-rates and LAYER-membranes, each .png and .svg.")
    private Path out;

    @Option(names = "--layer", paramLabel = "L", split = ",", description = "Only these layers, by name (default:"
            + " all).")
    private List<String> layers = List.of();

    @Option(names = "--kind", paramLabel = "KIND", split = ",", description = "Only these plots: raster, rates,"
            + " membranes (default: all with data).")
    private List<Kind> kinds = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", split = ",", description = "Only png or svg (default: both).")
    private List<String> formats = Figure.FORMATS;

    @Option(names = "--images", paramLabel = "LIST", description = "These images, from 0, such as 0-2,5 (default:"
            + " the first ten).")
    private Optional<String> images;

    @Option(names = "--neurons", paramLabel = "LIST", description = "These neurons, such as 0-3,17, indexed by"
            + " channel, row and column (default: at most 100 for a raster and 4 for traces, spread over the layer).")
    private Optional<String> neurons;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images, for a model.")
    private Optional<Path> data;

    @Option(names = "--arch", paramLabel = "FILE", description = "Architecture (YAML), for a model.")
    private Optional<Path> arch;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of the input spikes, for a"
            + " model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    private final Output output;

    public PlotCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        for (String format : formats) {
            if (!Figure.FORMATS.contains(format)) {
                throw new InputException("--format is " + Printable.typed(format) + ", expected png or svg");
            }
        }
        OutputFiles.requireWritableFolder(out, List.of());
        Optional<Path> files = source.filter(ActivityFiles::isActivity);
        GivenOptions given = new GivenOptions(spec);
        if (files.isPresent()) {
            given.refuseBeside(files.get() + ", which contains recorded activity", "--data", "--arch", "--seed");
        }
        if (kinds.equals(List.of(Kind.RATES))) {
            given.refuseBeside("--kind rates", "--neurons");
        }
        List<Activity> activities = files.map(path -> ActivityFiles.read(path, layers, images))
                .orElseGet(this::simulated);
        OutputFiles.makeFolder(out);
        List<Path> written = new ArrayList<>();
        for (Activity activity : activities) {
            for (Kind kind : kinds.isEmpty() ? List.of(Kind.values()) : kinds) {
                written.addAll(draw(activity, kind));
            }
        }
        if (written.isEmpty()) {
            throw nothing();
        }
        form.print(() -> json(activities, written), () -> text(written));
        return ExitCode.OK;
    }

    private InputException nothing() {
        return new InputException("nothing to plot: no layer has data for "
                + kinds.stream().map(Kind::toString).collect(Collectors.joining(" or "))
                + "; run --save records spikes, and membranes with --every-step");
    }

    /** Rejects, before the simulation, neurons that a layer lacks, and kinds of figures without data. */
    private void requireDrawable(Network network) {
        int last = network.layers().size() - 1;
        List<Integer> chosen = IntStream.rangeClosed(0, last)
                .filter(l -> layers.isEmpty() || layers.contains(network.layers().get(l).name())).boxed().toList();
        if (chosen.equals(List.of(last)) && !kinds.isEmpty() && !kinds.contains(Kind.MEMBRANES)) {
            throw nothing();
        }
        neurons.ifPresent(list -> chosen.stream().map(network.layers()::get).forEach(layer -> NumberRanges.parse(
                "--neurons", list, layer.geometry().output().size(), "neurons of layer " + layer.name())));
    }

    /** What the layers of a model do on its images. */
    private List<Activity> simulated() {
        Path file = Bundle.model(source);
        Network network = NetworkFile.read(file).network();
        List<String> names = network.layers().stream().map(layer -> layer.name()).toList();
        for (String layer : layers) {
            if (!names.contains(layer)) {
                throw InputException.noSuch("--layer", "layer", layer, names);
            }
        }
        requireDrawable(network);
        NetworkMapping laidOut = NetworkMapping.read(arch, network, output);
        Path folder = Bundle.data(data, file);
        LabelledImages labelled = LabelledImages.read(folder, Split.TEST);
        List<Integer> numbers = ActivityFiles.images(images, labelled.count());
        SpikeFiles.requireRoom("plot", network, numbers.size(), true);
        ActivityRecorder recorder = new ActivityRecorder(laidOut.mapping(), numbers.size(), true);
        Session session = new Session(laidOut.mapping(), input(labelled, folder, network, numbers)).observe(recorder);
        try (ProgressBar bar = new ProgressBar(output, "simulating", "images", numbers.size())) {
            session.run(done -> bar.show(done, ""));
        }
        ActivityRecorder.Kept kept = recorder.kept();
        List<Activity> activities = new ArrayList<>();
        for (int l = 0; l < names.size(); l++) {
            if (layers.isEmpty() || layers.contains(names.get(l))) {
                activities.add(new Activity(names.get(l), numbers, network.timeSteps(),
                        network.layers().get(l).geometry().output().size(),
                        l < kept.spikes().length ? Optional.of(kept.spikes()[l]) : Optional.empty(),
                        Optional.of(kept.traces().orElseThrow()[l]), ActivityFiles.UNIT));
            }
        }
        return activities;
    }

    private SessionInput input(LabelledImages labelled, Path folder, Network network, List<Integer> numbers) {
        try {
            return SessionInput.of(labelled, network, numbers, seed);
        } catch (InputException e) {
            throw e.of("data", folder);
        }
    }

    /** One figure in all formats; none where the layer has no such data. */
    private List<Path> draw(Activity activity, Kind kind) {
        Optional<XYChart> chart = switch (kind) {
            case RASTER -> activity.spikes()
                    .map(_ -> ActivityFigures.raster(activity, chosen(activity, activity.spread(MAX_LINES))));
            case RATES -> activity.spikes().map(_ -> ActivityFigures.rates(activity));
            case MEMBRANES -> activity.membranes()
                    .map(_ -> ActivityFigures.membranes(activity,
                            traced(chosen(activity, activity.spreadActive(MAX_TRACES)))));
        };
        List<Path> written = new ArrayList<>();
        chart.ifPresent(drawn -> formats.forEach(format -> {
            Path file = out.resolve(activity.layer() + "-" + kind + "." + format);
            Figure.write(file, drawn);
            written.add(file);
        }));
        return written;
    }

    private int[] chosen(Activity activity, int[] otherwise) {
        return neurons
                .map(list -> NumberRanges.parse("--neurons", list, activity.neurons(),
                        "neurons of layer " + activity.layer()).numbers().distinct().sorted().toArray())
                .orElse(otherwise);
    }

    /** More traces than colours are indistinguishable. */
    private static int[] traced(int[] wanted) {
        return Arrays.copyOf(wanted, Math.min(wanted.length, Figure.COLOURS.size()));
    }

    private String json(List<Activity> activities, List<Path> written) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("folder", out.toString());
        values.put("files", written.stream().map(file -> String.valueOf(file.getFileName())).toList());
        values.put("layers", activities.stream().map(Activity::layer).toList());
        values.put("images", activities.getFirst().numbers());
        values.put("time_steps", activities.getFirst().timeSteps());
        return Json.object(values);
    }

    private static String text(List<Path> written) {
        return written.stream().map(file -> "wrote " + file).collect(Collectors.joining("\n"));
    }
}
