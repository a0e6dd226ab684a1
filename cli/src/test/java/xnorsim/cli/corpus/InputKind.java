package xnorsim.cli.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A kind of input file: a good one among {@link CorpusFiles}, and a command that reads one in a folder of its own. */
enum InputKind {
    /** A NIR graph. */
    NIR("net.nir", Damage.NIR, (good, own) -> List.of("import", own.resolve("net.nir"), "-o", own.resolve("out.npz"))),
    /** A model that is run. */
    MODEL("model.npz", Damage.MODEL, (good, own) -> List.of("run", own.resolve("model.npz"), "--inputs",
            good.path("spikes.npy"), "--threads", 1)),
    /** A model that is certified. */
    CERTIFIED("model.npz", Damage.MODEL, (good, own) -> List.of("certify", own.resolve("model.npz"))),
    /** A model that is laid out on subarrays. */
    MAPPED("model.npz", Damage.MODEL,
            (good, own) -> List.of("info", own.resolve("model.npz"), "--arch", good.path("arch.yaml"))),
    /** A model that is written as a NIR graph. */
    EXPORTED("model.npz", Damage.MODEL,
            (good, own) -> List.of("export", own.resolve("model.npz"), "-o", own.resolve("out.nir"))),
    /** Spikes. */
    NPY("spikes.npy", Damage.NPY, (good, own) -> List.of("run", good.path("model.npz"), "--inputs",
            own.resolve("spikes.npy"), "--threads", 1)),
    /** Spikes in a zip. */
    NPZ("spikes.npz", Damage.NPZ, (good, own) -> List.of("run", good.path("model.npz"), "--inputs",
            own.resolve("spikes.npz"), "--threads", 1)),
    /** Weights of a subarray. */
    WEIGHTS("macro/weights.npy", Damage.NPY, (good, own) -> macro(good, "--weights", own)),
    /** Means of a subarray. */
    MEAN("macro/mean.npy", Damage.NPY, (good, own) -> macro(good, "--mean", own)),
    /** Thresholds of a subarray. */
    THRESHOLD("macro/threshold.npy", Damage.NPY, (good, own) -> macro(good, "--threshold", own)),
    /** Spikes for a subarray. */
    SPIKES("macro/spikes.npy", Damage.NPY, (good, own) -> macro(good, "--spikes", own)),
    /** An architecture. */
    ARCHITECTURE("arch.yaml", Damage.TEXT,
            (good, own) -> List.of("map", good.path("model.npz"), "--arch", own.resolve("arch.yaml"))),
    /** An analog readout. */
    READOUT("analog.yaml", Damage.TEXT, (good, own) -> List.of("margin", "--arch", own.resolve("analog.yaml"))),
    /** A technology. */
    TECHNOLOGY("technology.yaml", Damage.TEXT,
            (good, own) -> List.of("cost", good.path("model.npz"), "--data", good.folder(), "--images", 1, "--threads",
                    1,
                    "--technology", own.resolve("technology.yaml"))),
    /** A study. */
    STUDY("study.yaml", Damage.TEXT,
            (good, own) -> List.of("explore", own.resolve("study.yaml"), "--out", own.resolve("out"))),
    /** A recipe of training. */
    RECIPE("recipe.yaml", Damage.TEXT,
            (good, own) -> List.of("train", "--data", own.resolve("none"), "--recipe", own.resolve("recipe.yaml"),
                    "--out",
                    own.resolve("out.npz"))),
    /** A certificate. */
    CERTIFICATE("cert.json", Damage.TEXT,
            (good, own) -> List.of("certify", good.path("model.npz"), "--check", own.resolve("cert.json"))),
    /** The journal of a study. */
    JOURNAL("finished/journal.jsonl", Damage.SEALED,
            (good, own) -> List.of("explore", good.path("finished.yaml"), "--out", own, "--threads", 1)),
    /** The chips of a run of noise. */
    CHIPS("chips.csv", Damage.SEALED,
            (good, own) -> List.of("noise", good.path("model.npz"), "--arch", good.path("codes.yaml"), "--data",
                    good.folder(),
                    "--images", 1, "--chips", 2, "--threads", 1, "-q", "--out", own.resolve("chips.csv"))),
    /** Words of a command line. */
    ARGUMENTS("arguments", Damage.TEXT, (good, own) -> List.of("info", "@" + own.resolve("arguments"))),
    /** Images. */
    IDX("idx/t10k-images-idx3-ubyte", Damage.BYTES, (good, own) -> {
        Files.copy(good.path("t10k-labels-idx1-ubyte.gz"), own.resolve("t10k-labels-idx1-ubyte.gz"));
        return onImages(good, own);
    }),
    /** Labels of images. */
    LABELS("idx/t10k-labels-idx1-ubyte", Damage.BYTES, (good, own) -> {
        Files.copy(good.path("t10k-images-idx3-ubyte.gz"), own.resolve("t10k-images-idx3-ubyte.gz"));
        return onImages(good, own);
    }),
    /** Compressed images. */
    IDX_GZ("t10k-images-idx3-ubyte.gz", Damage.GZIP, (good, own) -> {
        Files.copy(good.path("t10k-labels-idx1-ubyte.gz"), own.resolve("t10k-labels-idx1-ubyte.gz"));
        return onImages(good, own);
    }),
    /** A part of CIFAR. */
    CIFAR("cifar/test_batch.bin", Damage.BYTES, (good, own) -> {
        writeSums(own.resolve("test_batch.bin"));
        return onImages(good, own);
    }),
    /** CIFAR in an archive. */
    CIFAR_TAR("cifar.tar", Damage.BYTES, (good, own) -> {
        writeSums(own.resolve("cifar.tar"));
        return onImages(good, own.resolve("cifar.tar"));
    }),
    /** Check sums of images. */
    SUMS("idx/SHA256SUMS", Damage.TEXT, (good, own) -> {
        for (String name : List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
            Files.copy(good.path("idx").resolve(name), own.resolve(name));
        }
        return onImages(good, own);
    }),
    /** A picture. */
    PNG("png/test/0/a.png", Damage.PNG, (good, own) -> {
        Files.copy(good.path("png/test/1/a.png"),
                Files.createDirectory(own.resolve("test").resolve("1")).resolve("a.png"));
        return onImages(good, own);
    }) {
        @Override
        Path file(Path own) throws IOException {
            return Files.createDirectories(own.resolve("test").resolve("0")).resolve("a.png");
        }
    },
    /** A waveform. */
    WAVEFORM("macro.vcd", Damage.TEXT,
            (good, own) -> List.of("trace", "diff", good.path("macro.vcd"), own.resolve("macro.vcd"))),
    /** Kept spikes of a layer. */
    KEPT("conv2.npz", Damage.NPZ,
            (good, own) -> List.of("plot", own.resolve("conv2.npz"), "-o", own.resolve("plots"), "--kind", "rates",
                    "--format", "svg"));

    private final String name;
    private final Damage damage;
    // A lambda without state, which the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Arguments arguments;

    InputKind(String name, Damage damage, Arguments arguments) {
        this.name = name;
        this.damage = damage;
        this.arguments = arguments;
    }

    /** Words of a command line. */
    @FunctionalInterface
    private interface Arguments {
        List<Object> of(CorpusFiles good, Path own) throws IOException;
    }

    /** The good file among the others. */
    String good() {
        return name;
    }

    Damage damage() {
        return damage;
    }

    /** Where a file of this kind lies in a folder of its own. */
    Path file(Path own) throws IOException {
        return own.resolve(Path.of(name).getFileName());
    }

    /** Whether the command says with exit code 1 that things differ, or that nothing is certain. */
    boolean mayDiffer() {
        return this == WAVEFORM || this == CERTIFICATE || this == CERTIFIED || this == READOUT;
    }

    /** The command line that reads the file in a folder of its own; puts the files beside it that it needs. */
    List<Object> arguments(CorpusFiles good, Path own) throws IOException {
        return arguments.of(good, own);
    }

    private static List<Object> macro(CorpusFiles good, String option, Path own) {
        Path macro = good.path("macro");
        return List.of("macro", "--arch", macro.resolve("arch.yaml"), "--weights",
                chosen("--weights", option, macro, own), "--mean", chosen("--mean", option, macro, own), "--threshold",
                chosen("--threshold", option, macro, own), "--spikes", chosen("--spikes", option, macro, own));
    }

    private static Path chosen(String option, String damaged, Path good, Path own) {
        return (option.equals(damaged) ? own : good).resolve(option.substring(2) + ".npy");
    }

    /** Writes the sum of what a file holds beside it: a part of CIFAR is only taken so. */
    private static void writeSums(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            Files.writeString(file.resolveSibling("SHA256SUMS"),
                    CorpusFiles.sha256(Files.readAllBytes(file)) + "  " + file.getFileName() + "\n");
        }
    }

    private static List<Object> onImages(CorpusFiles good, Path own) {
        return List.of("run", good.path("model.npz"), "--data", own, "--images", 1, "--threads", 1);
    }
}
