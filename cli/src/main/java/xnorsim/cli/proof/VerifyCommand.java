package xnorsim.cli.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.cli.io.Table;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.proof.verify.Fault;
import xnorsim.proof.verify.Finding;
import xnorsim.proof.verify.NetworkCheck;
import xnorsim.proof.verify.Verification;

/** {@code xnorsim verify}: the simulation against independent models. */
@Command(name = "verify", sortOptions = false, description = {
        "Compares simulated random subarrays and a network with the reference model, exact arithmetic and independent"
                + " timing models: every spike, membrane and register in every cycle.",
        "Exit code 1: a difference. With --inject, the hardware has a fault that must be detected."})
public final class VerifyCommand implements Callable<Integer> {
    /** What is found in each of them is kept until the end. */
    private static final int MAX_SUBARRAYS = 100_000;
    private static final int IMAGES = 10;
    private static final double CELLS = 1e9;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the test images as idx files.")
    private Optional<Path> data;

    @Option(names = "--images", paramLabel = "K", description = "Images for the network (default: 10, or"
            + " all if fewer).")
    private Optional<Integer> images;

    @Option(names = "--random", paramLabel = "K", defaultValue = "100", description = "Number of random subarrays"
            + " (default:"
            + " ${DEFAULT-VALUE}).")
    private int random;

    @Option(names = "--seed", paramLabel = "s", defaultValue = "1", description = "Seed of all random values"
            + " (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "n", description = "Comparisons run in parallel (default: one per core).")
    private Optional<Integer> threads;

    @Option(names = "--inject", paramLabel = "FAULT", description = "Inject this fault into the hardware; `list`"
            + " lists all faults.")
    private Optional<String> inject;

    @Option(names = "--subarray", paramLabel = "I", description = "Only random subarray I.")
    private Optional<Integer> subarray;

    @Option(names = "--image", paramLabel = "K", description = "Only image K.")
    private Optional<Integer> image;

    @Option(names = "--out", paramLabel = "FILE.json", description = "Write the report; byte-identical for identical"
            + " comparisons.")
    private Optional<Path> out;

    @Option(names = "--vcd", paramLabel = "FILE", description = "Write the waveform of the first difference, if any;"
            + " .gz compresses.")
    private Optional<Path> vcd;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    private final Output output;

    public VerifyCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        GivenOptions given = new GivenOptions(spec);
        if (inject.filter("list"::equals).isPresent()) {
            given.refuseBeside("--inject list", GivenOptions.MODEL, "--data", "--images", "--random", "--seed",
                    "--threads", "--subarray", "--image", "--out", "--vcd");
            form.print(VerifyCommand::faultsAsJson, VerifyCommand::faultsAsText);
            return ExitCode.OK;
        }
        Optional<Fault> fault = inject.map(Fault::of);
        if (subarray.isPresent()) {
            given.refuseBeside("--subarray", "--random");
            if (image.isEmpty()) {
                given.refuseBeside("--subarray", "--data", "--images");
            }
        }
        if (image.isPresent()) {
            given.refuseBeside("--image", "--random", "--images");
        }
        if (images.isPresent() && images.get() == 0) {
            given.refuseBeside("--images 0", "--data");
        }
        if (fault.isPresent() && !NetworkCheck.applies(fault.get())) {
            given.remarkBeside("--inject " + inject.get() + ", a fault of single subarrays", output, "--data",
                    "--images", "--image");
            data.ifPresent(folder -> LabelledImages.read(folder, Split.TEST));
        }
        int workers = Bundle.threads(threads);
        Path modelFile = Bundle.model(model);
        Path dataFolder = Bundle.data(data, modelFile);
        OutputFiles.requireApart(inputs(modelFile, dataFolder), Stream.of(out, vcd).flatMap(Optional::stream).toList());
        out.ifPresent(OutputFiles::requireWritable);
        vcd.ifPresent(OutputFiles::requireWritableWaveform);
        Network network = NetworkFile.read(modelFile).network();
        PopcountKernel kernel = PopcountKernels.chosenFor(CELLS);
        List<Integer> shown = shown(fault, dataFolder);
        if (shown.isEmpty() && subarrays().isEmpty()) {
            throw new InputException("--random is 0 and there are no images, expected something to compare");
        }
        Optional<NetworkCheck> check = shown.isEmpty()
                ? Optional.empty()
                : Optional.of(check(network, LabelledImages.read(dataFolder, Split.TEST), fault, kernel, dataFolder));
        Verification verification = new Verification(seed, subarrays(), shown, check, fault, kernel);
        long begin = System.nanoTime();
        Verification.Result result = compare(verification, workers, subarrays().size() + shown.size());
        VerifyReport report = new VerifyReport(network, modelFile, seed, fault,
                check.flatMap(NetworkCheck::certificate),
                result, commandOf(result.first()), (System.nanoTime() - begin) / 1e9);
        if (vcd.isPresent()) {
            if (result.first().isPresent()) {
                verification.record(vcd.get(), result.first().get(), VerifyReport.sentence(result.first().get()));
            } else {
                output.remark(vcd.get() + ": no difference, so no waveform was written");
            }
        }
        out.ifPresent(file -> ReplacedFile.write(file,
                stream -> stream.write((report.toJson(false) + "\n").getBytes(StandardCharsets.UTF_8))));
        form.print(() -> report.toJson(true), report::toText);
        return result.first().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    private static String faultsAsText() {
        Table table = new Table();
        Stream.of(Fault.values()).forEach(fault -> table.row(fault.label(), fault.description()));
        return table.toString();
    }

    private static String faultsAsJson() {
        return Json.object(Map.of("faults", Stream.of(Fault.values()).map(fault -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", fault.label());
            values.put("description", fault.description());
            return values;
        }).toList()));
    }

    private List<Path> inputs(Path modelFile, Path dataFolder) {
        List<Path> inputs = new ArrayList<>(Bundle.imageFiles(dataFolder));
        inputs.add(modelFile);
        return inputs;
    }

    private static int inRange(String option, int value, int least) {
        if (value < least) {
            throw new InputException(option + " is " + value + ", expected at least " + least);
        }
        return value;
    }

    private List<Integer> subarrays() {
        inRange("--random", random, 0);
        if (random > MAX_SUBARRAYS) {
            throw new InputException("--random is " + random + ", expected at most " + MAX_SUBARRAYS
                    + "; use another --seed for others");
        }
        if (subarray.isPresent()) {
            return List.of(inRange("--subarray", subarray.get(), 0));
        }
        return image.isPresent() ? List.of() : IntStream.range(0, random).boxed().toList();
    }

    /** Images to show: none to a fault that only a single subarray can have. */
    private List<Integer> shown(Optional<Fault> fault, Path dataFolder) {
        images.ifPresent(count -> inRange("--images", count, 0));
        if (fault.isPresent() && !NetworkCheck.applies(fault.get())) {
            return List.of();
        }
        if ((subarray.isPresent() && image.isEmpty()) || images.orElse(IMAGES) == 0) {
            return List.of();
        }
        int there = LabelledImages.read(dataFolder, Split.TEST).count();
        if (image.isPresent()) {
            return List.of(available("--image", inRange("--image", image.get(), 0), there - 1));
        }
        int count = images.map(asked -> available("--images", asked, there)).orElse(Math.min(IMAGES, there));
        return IntStream.range(0, count).boxed().toList();
    }

    private static int available(String option, int value, int most) {
        if (value > most) {
            throw new InputException(option + " is " + value + ", expected at most " + most + ", the number of images");
        }
        return value;
    }

    private NetworkCheck check(Network network, LabelledImages labelled, Optional<Fault> fault, PopcountKernel kernel,
            Path dataFolder) {
        try {
            return new NetworkCheck(network, labelled, seed, fault, kernel);
        } catch (InputException e) {
            throw e.of("data", dataFolder);
        }
    }

    private Verification.Result compare(Verification verification, int workers, int parts) {
        try (ProgressBar bar = new ProgressBar(output, "comparing", "parts", parts)) {
            return verification.run(workers, done -> bar.show(done, ""));
        }
    }

    /** What a user types to see the first difference as a waveform. */
    private Optional<String> commandOf(Optional<Finding> first) {
        return first.map(finding -> "./xnorsim verify" + model.map(path -> " " + quoted(path)).orElse("")
                + data.filter(_ -> finding.subarray().isEmpty()).map(path -> " --data " + quoted(path)).orElse("")
                + " --seed " + seed
                + (finding.subarray().isPresent()
                        ? " --subarray " + finding.subarray().getAsInt()
                        : " --image " + finding.image())
                + inject.map(name -> " --inject " + name).orElse("") + " --vcd divergence.vcd");
    }

    /** A path as a shell takes it. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+,:@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
