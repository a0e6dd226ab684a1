package xnorsim.cli.corpus;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import xnorsim.cli.CommandLines;
import xnorsim.cli.io.Output;

/** Command lines with values, paths and options that go wrong: every option of every command gets its share. */
final class CommandDamage {
    /** Options that say how much work there is: large numbers are no bad input, and take their time. */
    private static final Set<String> WORK = Set.of("--images", "--random", "--chips", "--time-steps", "--threads");
    private static final List<String> COUNTS = List.of("0", "-1", "1", "2", "3", "1e3", "2147483648", "1.5", "x", "",
            " ",
            "\u001b[31m", "0x10", "+1", "99999999999999999999", "1 2", "1,2", "null", "\ud800", "\0");
    /** Only on reading: nothing is written beside the files of the test. */
    private static final List<String> ODD_PATHS = List.of("\0", "x\0y", "\ud800", "\ud800\udc00", "nosuch",
            "x".repeat(300), "y/".repeat(3000), "", " ", "/", ".", "..", "/nosuch/x", "~", "\u001b[31m", "\u202e", "-",
            "--", "a:b", "@x", "@@x", "*", "\n", "/dev/null/x", "/proc/self/mem", "/dev/full", "/dev/zero", "/dev/null",
            "/dev/tty", "/proc/self/environ");
    private static final List<String> GOOD = List.of("net.nir", "model.npz", "spikes.npy", "spikes.npz", "arch.yaml",
            "analog.yaml", "recipe.yaml", "study.yaml", "technology.yaml", "cert.json", "macro.vcd", "conv2.npz",
            "finished", "finished/journal.jsonl", "idx", "cifar", "png", "t10k-images-idx3-ubyte.gz", "kept",
            "macro/mean.npy", "pipe", "nosuch.npz", "model.npz/x");

    /** A word or an option with its value; one that must stay keeps what is written inside the test's folder. */
    private record Part(boolean stays, List<Object> words) {
        static Part of(Object... words) {
            return new Part(false, List.of(words));
        }

        static Part fixed(Object... words) {
            return new Part(true, List.of(words));
        }
    }

    private final CorpusFiles good;
    private final Map<String, CommandLine> commands;

    CommandDamage(CorpusFiles good) {
        this.good = good;
        CommandLine root = CommandLines.tree(
                new Output(new PrintStream(OutputStream.nullOutputStream(), true,
                        StandardCharsets.UTF_8),
                        new PrintStream(OutputStream.nullOutputStream(), true,
                                StandardCharsets.UTF_8),
                        false));
        commands = new TreeMap<>(root.getSubcommands());
    }

    List<Object> of(Path own, Random random) {
        List<Part> parts = new ArrayList<>(Damage.of(templates(own), random));
        for (int i = random.nextInt(3); i >= 0; i--) {
            damage(parts, own, random);
        }
        return parts.stream().flatMap(part -> part.words().stream()).toList();
    }

    private List<List<Part>> templates(Path own) {
        Part model = Part.of(good.path("model.npz"));
        Part data = Part.of("--data", good.folder());
        Part arch = Part.of("--arch", good.path("arch.yaml"));
        Part analog = Part.of("--arch", good.path("codes.yaml"));
        Part one = Part.fixed("--images", 1);
        Part thread = Part.fixed("--threads", 1);
        Path macro = good.path("macro");
        Part subarray = Part.of("--arch", macro.resolve("arch.yaml"));
        List<Part> arrays = List.of(Part.of("--weights", macro.resolve("weights.npy")),
                Part.of("--mean", macro.resolve("mean.npy")), Part.of("--threshold", macro.resolve("threshold.npy")),
                Part.of("--spikes", macro.resolve("spikes.npy")));
        return List.of(List.of(Part.of("info"), model, arch), List.of(Part.of("run"), model, data, arch, one, thread),
                List.of(Part.of("run"), model, Part.of("--inputs", good.path("spikes.npy")), thread,
                        Part.fixed("--save", own.resolve("saved"))),
                List.of(Part.of("map"), model, arch),
                List.of(Part.of("plot"), Part.of(good.path("kept")), Part.fixed("-o", own.resolve("plots")),
                        Part.of("--format", "svg"), Part.of("--kind", "rates")),
                List.of(Part.of("noise"), model, data, analog, one, thread, Part.fixed("--chips", 2)),
                List.of(Part.of("attribute"), model, data, analog, one, thread),
                List.of(Part.of("margin"), model, analog),
                List.of(Part.of("import"), Part.of(good.path("net.nir")), Part.fixed("-o", own.resolve("o.npz"))),
                List.of(Part.of("export"), model, Part.fixed("-o", own.resolve("o.nir"))),
                List.of(Part.fixed("train"), Part.fixed("--data", own), Part.fixed("--out", own.resolve("o.npz")),
                        Part.of("--recipe", good.path("recipe.yaml"))),
                List.of(Part.of("trace", "diff"), Part.of(good.path("macro.vcd")), Part.of(good.path("macro.vcd"))),
                with(List.of(Part.of("macro"), subarray), arrays),
                with(List.of(Part.of("rtl"), Part.fixed("--out", own.resolve("rtl")), subarray), arrays),
                List.of(Part.of("certify"), model, Part.of("--check", good.path("cert.json"))),
                List.of(Part.of("verify"), model, data, one, Part.fixed("--random", 1), thread),
                List.of(Part.of("cost"), model, data, arch, one, thread,
                        Part.of("--technology", good.path("technology.yaml"))),
                List.of(Part.fixed("explore"), Part.of(good.path("study.yaml")),
                        Part.fixed("--out", own.resolve("study"))));
    }

    private static List<Part> with(List<Part> first, List<Part> then) {
        return IntStream.range(0, first.size() + then.size())
                .mapToObj(i -> i < first.size() ? first.get(i) : then.get(i - first.size())).toList();
    }

    private void damage(List<Part> parts, Path own, Random random) {
        int at = 1 + random.nextInt(parts.size() - 1);
        Part part = parts.get(at);
        switch (random.nextInt(8)) {
            case 0 -> {
                if (!part.stays()) {
                    parts.remove(at);
                    if (parts.size() < 2) {
                        parts.add(part);
                    }
                }
            }
            case 1 -> parts.add(at, part);
            case 2, 3 -> {
                List<Object> words = new ArrayList<>(part.words());
                if (!part.stays()) {
                    words.set(words.size() - 1, path(random));
                    parts.set(at, new Part(false, words));
                }
            }
            case 4 -> parts.add(at, Part.of(Damage.of(TextDamage.VALUES, random)));
            default -> parts.add(option(parts.getFirst(), own, random));
        }
    }

    /** Some option of the command, with some value. */
    private Part option(Part command, Path own, Random random) {
        CommandLine line = Objects.requireNonNull(commands.get(String.valueOf(command.words().getFirst())));
        if (command.words().size() > 1) {
            line = Objects.requireNonNull(line.getSubcommands().get(String.valueOf(command.words().getLast())));
        }
        List<OptionSpec> options = line.getCommandSpec().options().stream()
                .filter(o -> !o.longestName().equals("--debug"))
                .toList();
        OptionSpec option = Damage.of(options, random);
        String name = option.longestName();
        if (option.arity().max() == 0) {
            return Part.of(random.nextInt(5) == 0 ? name + "=1" : name);
        }
        Class<?> type = option.auxiliaryTypes()[0];
        if (type == Optional.class || type == List.class) {
            type = option.auxiliaryTypes()[option.auxiliaryTypes().length - 1];
        }
        boolean isPath = type == Path.class || name.equals("--technology");
        if (isPath) {
            boolean reads = Set.of("--arch", "--data", "--recipe", "--inputs", "--check", "--weights", "--mean",
                    "--threshold", "--spikes", "--technology").contains(name);
            return Part.of(name, reads ? path(random) : output(own, random));
        }
        if (WORK.contains(name)) {
            return Part.of(name, Damage.of(COUNTS, random));
        }
        return Part.of(name, Damage.of(random.nextBoolean() ? COUNTS : TextDamage.VALUES, random));
    }

    private Object path(Random random) {
        return random.nextInt(3) == 0 ? Damage.of(ODD_PATHS, random) : good.path(Damage.of(GOOD, random));
    }

    /** A place for what is written: where it may, or where it cannot, which is known before the work. */
    private static Object output(Path own, Random random) {
        return Damage.of(List.of(own.resolve("x"), own.resolve("x.npz"), own.resolve("x.vcd"), own.resolve("x.csv"),
                own.resolve("x.svg"), own.resolve("x.json"), own, own.resolve("z".repeat(300)), own + "/\0",
                own + "/\ud800", own + "/\u001b[31m", own.resolve("no/such/x"), "/dev/null",
                "/dev/null/x", "/proc/x", "", "/", own + "/a\nb", own + "/x.fst", own + "/", own + "/.."), random);
    }
}
