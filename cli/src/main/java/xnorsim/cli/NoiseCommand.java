package xnorsim.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.Mapping;
import xnorsim.chip.NetworkReport;
import xnorsim.chip.NetworkRun;
import xnorsim.network.InputException;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

/** {@code xnorsim noise}: accuracy over chips that were made alike and differ by chance. */
@Command(name = "noise", sortOptions = false, description = {
        "Simulates a network on many chips drawn from an analog readout: mean accuracy, its 95 %% interval (Student's t over chips) and the worst chip.",
        "With --out, a run that was ended goes on where it was, by the same command."})
final class NoiseCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--arch", required = true, paramLabel = "FILE", description = "Architecture (YAML) with a readout of kind charge or current.")
    private Path arch;

    @Option(names = "--chips", paramLabel = "K", defaultValue = "10", description = "Chips: the numbers 0 to K-1 of the readout's seed (default: ${DEFAULT-VALUE}).")
    private int chips;

    @Option(names = "--images", paramLabel = "K", defaultValue = "100", description = "The first K images, on every chip (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images, as for run.")
    private Optional<Path> data;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of the input spikes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "n", description = "Images simulated at a time (default: one per core).")
    private Optional<Integer> threads;

    @Option(names = "--out", paramLabel = "FILE", description = "Keep a line for every chip (CSV), and go on from the lines there are.")
    private Optional<Path> out;

    @Mixin
    private OutputOptions form;

    private final Output output;

    NoiseCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        if (chips < 1 || chips > 1_000_000) {
            throw new InputException("--chips is " + chips + ", expected 1..1000000");
        }
        Path modelFile = Bundle.model(model);
        Network network = NetworkFile.read(modelFile).network();
        Mapping mapping = NetworkMapping.read(Optional.of(arch), network, output).mapping();
        if (!(mapping.architecture().readout() instanceof AnalogReadout readout)) {
            throw new InputException(arch + ": the readout is ideal, expected a readout of kind charge or current");
        }
        Path dataFolder = Bundle.data(data, modelFile);
        LabelledImages labelled = LabelledImages.read(dataFolder, Split.TEST);
        PopcountKernel kernel = PopcountKernels.chosenFor((double) mapping.cellEvaluations() * images * chips);
        NetworkRun run = new NetworkRun(mapping, kernel, labelled, new NetworkRun.Settings(images,
                threads.orElse(Runtime.getRuntime().availableProcessors()), seed, false));
        Optional<ChipRecords> records = out.map(file -> records(file, modelFile, dataFolder, labelled));
        double ideal = accuracy(run, Readout.ideal(), _ -> {});
        List<Integer> correct = new ArrayList<>(records.map(ChipRecords::correct).orElse(List.of()));
        simulate(run, readout, correct, records);
        ChipStatistics statistics = ChipStatistics.of(correct.subList(0, chips), images);
        form.print(() -> json(network, ideal, correct, statistics), () -> text(network, ideal, statistics));
        return ExitCode.OK;
    }

    private ChipRecords records(Path file, Path modelFile, Path dataFolder, LabelledImages labelled) {
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(dataFolder));
        inputs.addAll(List.of(modelFile, arch));
        OutputFiles.requireApart(inputs, List.of(file));
        return ChipRecords.open(file, setting(modelFile, labelled), images);
    }

    private void simulate(NetworkRun run, AnalogReadout readout, List<Integer> correct, Optional<ChipRecords> records) {
        long total = (long) chips * images;
        try (ProgressBar bar = new ProgressBar(output, "simulating", "images", total,
                Math.min(total, (long) correct.size() * images))) {
            for (int chip = correct.size(); chip < chips; chip++) {
                long before = (long) chip * images;
                Readout own = readout.withVariation(readout.variation().withChip(chip));
                int recognized = (int) Math
                        .round(accuracy(run, own, done -> bar.show(before + done, "")) * images);
                records.ifPresent(file -> file.add(images, recognized));
                correct.add(recognized);
            }
        }
    }

    private static double accuracy(NetworkRun run, Readout readout, NetworkRun.Progress progress) {
        NetworkReport report = run.withReadout(readout).run(progress);
        return report.accuracy();
    }

    /** What makes chips comparable: the bytes of the network, the architecture and the images, and the seed. */
    private String setting(Path modelFile, LabelledImages labelled) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(modelFile));
            digest.update(Files.readAllBytes(arch));
            for (int k = 0; k < images; k++) {
                digest.update(labelled.pixels(k));
                digest.update((byte) labelled.label(k));
            }
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
            return "images " + images + ", seed " + seed + ", setting " + HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw InputException.unreadable(arch, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String json(Network network, double ideal, List<Integer> correct, ChipStatistics s) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network.name());
        values.put("chips", chips);
        values.put("images", images);
        values.put("seed", seed);
        values.put("accuracy_ideal", ideal);
        values.put("accuracy_mean", s.mean());
        values.put("interval_95", s.halfWidth().isPresent()
                ? Optional.of(List.of(s.mean() - s.halfWidth().getAsDouble(), s.mean() + s.halfWidth().getAsDouble()))
                : Optional.empty());
        values.put("standard_deviation",
                s.deviation().isPresent() ? Optional.of(s.deviation().getAsDouble()) : Optional.empty());
        values.put("worst_chip", s.worst());
        values.put("accuracy_worst", s.least());
        values.put("accuracy_by_chip",
                IntStream.range(0, chips).mapToObj(chip -> (double) correct.get(chip) / images).toList());
        return Json.object(values);
    }

    private String text(Network network, double ideal, ChipStatistics s) {
        Table table = new Table();
        table.row("network", network.name());
        table.row("chips", String.format(Locale.ROOT, "%,d, %,d images each", chips, images));
        table.row("accuracy", percent(s.mean()) + (s.halfWidth().isPresent()
                ? " in the mean, 95 % interval of the mean " + percent(s.mean() - s.halfWidth().getAsDouble()) + " to "
                        + percent(s.mean() + s.halfWidth().getAsDouble()) + " (Student's t over chips)"
                : " of the one chip"));
        table.row("worst chip", percent(s.least()) + ", chip " + s.worst());
        table.row("ideal readout", percent(ideal));
        return table.toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
