package xnorsim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A kind of input file: a good one among {@link CorpusFiles}, and a command that reads one in a folder of its own. */
enum InputKind {
    NIR("net.nir", Damage.NIR) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("import", own.resolve("net.nir"), "-o", own.resolve("out.npz"));
        }
    },
    MODEL("model.npz", Damage.MODEL) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("run", own.resolve("model.npz"), "--inputs", good.path("spikes.npy"), "--threads", 1);
        }
    },
    CERTIFIED("model.npz", Damage.MODEL) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("certify", own.resolve("model.npz"));
        }
    },
    MAPPED("model.npz", Damage.MODEL) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("info", own.resolve("model.npz"), "--arch", good.path("arch.yaml"));
        }
    },
    EXPORTED("model.npz", Damage.MODEL) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("export", own.resolve("model.npz"), "-o", own.resolve("out.nir"));
        }
    },
    NPY("spikes.npy", Damage.NPY) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("run", good.path("model.npz"), "--inputs", own.resolve("spikes.npy"), "--threads", 1);
        }
    },
    NPZ("spikes.npz", Damage.NPZ) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("run", good.path("model.npz"), "--inputs", own.resolve("spikes.npz"), "--threads", 1);
        }
    },
    WEIGHTS("macro/weights.npy", Damage.NPY) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return macro(good, "--weights", own);
        }
    },
    MEAN("macro/mean.npy", Damage.NPY) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return macro(good, "--mean", own);
        }
    },
    THRESHOLD("macro/threshold.npy", Damage.NPY) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return macro(good, "--threshold", own);
        }
    },
    SPIKES("macro/spikes.npy", Damage.NPY) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return macro(good, "--spikes", own);
        }
    },
    ARCHITECTURE("arch.yaml", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("map", good.path("model.npz"), "--arch", own.resolve("arch.yaml"));
        }
    },
    READOUT("analog.yaml", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("margin", "--arch", own.resolve("analog.yaml"));
        }
    },
    TECHNOLOGY("technology.yaml", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("cost", good.path("model.npz"), "--data", good.folder(), "--images", 1, "--threads", 1,
                    "--technology", own.resolve("technology.yaml"));
        }
    },
    STUDY("study.yaml", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("explore", own.resolve("study.yaml"), "--out", own.resolve("out"));
        }
    },
    RECIPE("recipe.yaml", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("train", "--data", own.resolve("none"), "--recipe", own.resolve("recipe.yaml"), "--out",
                    own.resolve("out.npz"));
        }
    },
    CERTIFICATE("cert.json", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("certify", good.path("model.npz"), "--check", own.resolve("cert.json"));
        }
    },
    JOURNAL("finished/journal.jsonl", Damage.SEALED) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("explore", good.path("finished.yaml"), "--out", own, "--threads", 1);
        }
    },
    CHIPS("chips.csv", Damage.SEALED) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("noise", good.path("model.npz"), "--arch", good.path("codes.yaml"), "--data", good.folder(),
                    "--images", 1, "--chips", 2, "--threads", 1, "-q", "--out", own.resolve("chips.csv"));
        }
    },
    ARGUMENTS("arguments", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("info", "@" + own.resolve("arguments"));
        }
    },
    IDX("idx/t10k-images-idx3-ubyte", Damage.BYTES) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) throws IOException {
            Files.copy(good.path("t10k-labels-idx1-ubyte.gz"), own.resolve("t10k-labels-idx1-ubyte.gz"));
            return onImages(good, own);
        }
    },
    LABELS("idx/t10k-labels-idx1-ubyte", Damage.BYTES) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) throws IOException {
            Files.copy(good.path("t10k-images-idx3-ubyte.gz"), own.resolve("t10k-images-idx3-ubyte.gz"));
            return onImages(good, own);
        }
    },
    IDX_GZ("t10k-images-idx3-ubyte.gz", Damage.GZIP) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) throws IOException {
            Files.copy(good.path("t10k-labels-idx1-ubyte.gz"), own.resolve("t10k-labels-idx1-ubyte.gz"));
            return onImages(good, own);
        }
    },
    CIFAR("cifar/test_batch.bin", Damage.BYTES) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) throws IOException {
            writeSums(own.resolve("test_batch.bin"));
            return onImages(good, own);
        }
    },
    CIFAR_TAR("cifar.tar", Damage.BYTES) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) throws IOException {
            writeSums(own.resolve("cifar.tar"));
            return onImages(good, own.resolve("cifar.tar"));
        }
    },
    SUMS("idx/SHA256SUMS", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) throws IOException {
            for (String name : List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
                Files.copy(good.path("idx").resolve(name), own.resolve(name));
            }
            return onImages(good, own);
        }
    },
    PNG("png/test/0/a.png", Damage.PNG) {
        @Override
        Path file(Path own) throws IOException {
            return Files.createDirectories(own.resolve("test").resolve("0")).resolve("a.png");
        }

        @Override
        List<Object> arguments(CorpusFiles good, Path own) throws IOException {
            Files.copy(good.path("png/test/1/a.png"),
                    Files.createDirectory(own.resolve("test").resolve("1")).resolve("a.png"));
            return onImages(good, own);
        }
    },
    WAVEFORM("macro.vcd", Damage.TEXT) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("trace", "diff", good.path("macro.vcd"), own.resolve("macro.vcd"));
        }
    },
    KEPT("conv2.npz", Damage.NPZ) {
        @Override
        List<Object> arguments(CorpusFiles good, Path own) {
            return List.of("plot", own.resolve("conv2.npz"), "-o", own.resolve("plots"), "--kind", "rates",
                    "--format", "svg");
        }
    };

    private final String name;
    private final Damage damage;

    InputKind(String name, Damage damage) {
        this.name = name;
        this.damage = damage;
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
    abstract List<Object> arguments(CorpusFiles good, Path own) throws IOException;

    List<Object> macro(CorpusFiles good, String option, Path own) {
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
