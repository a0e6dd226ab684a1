package xnorsim.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.base.Printable;
import xnorsim.cli.Invocation;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Output;

/**
 * Thousands of damaged files and command lines, from a seed: each is refused in one short sentence with exit code 2, or
 * is still good. A longer run with another seed: {@code mvn -P corpus -Dcorpus.seed=7 -pl cli -am verify};
 * {@code -Dcorpus.first=N -Dcorpus.cases=1} runs case N alone.
 */
class MalformedCorpusTest {
    /** What is promised is half of it; a machine that builds is a busy one. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MAX_FAILURES = 25;
    /** Words of a program that met what it does not expect. */
    private static final Pattern INTERNAL = Pattern.compile("[Uu]nexpected |Exception|\tat |java\\.(?:lang|io|nio|util)"
            + "|jackson|Feature\\.|JsonToken|START_|VALUE_|snakeyaml|: null$|Infinite or NaN|out of memory",
            Pattern.MULTILINE);
    /** Commands that say with exit code 1 that things differ, or that nothing is certain. */
    private static final Set<String> DIFFERING = Set.of("certify", "verify", "trace", "margin");
    private static final Pattern SENTENCE = Pattern.compile("xnorsim: \\s*(?:\\S+\\s+){2,}\\S.*");

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger(Integer.getInteger("corpus.first", 0));
    private final int end = next.get() + Integer.getInteger("corpus.cases", 5_000);
    private final CorpusTally tally = new CorpusTally();
    private final long endNs = System.nanoTime()
            + Duration.ofMinutes(Integer.getInteger("corpus.minutes", 60)).toNanos();
    private final long seed = Long.getLong("corpus.seed", 20261130L);

    @TempDir
    Path folder;

    @Test
    void everyCase_isRefusedInOneShortSentenceOrGood() throws Exception {
        CorpusFiles good = new CorpusFiles(Files.createDirectory(folder.resolve("good")));
        CommandDamage commands = new CommandDamage(good);
        long startNs = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            workers.add(Thread.ofPlatform().start(() -> {
                for (int number = next.getAndIncrement(); number < end && System.nanoTime() < endNs
                        && failures.size() < MAX_FAILURES; number = next.getAndIncrement()) {
                    judge(number, good, commands);
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.printf(Locale.ROOT, "corpus of seed %d: %.0f s%n%s%n", seed, (System.nanoTime() - startNs) / 1e9,
                tally.shown());
        assertThat(failures).isEmpty();
    }

    /**
     * Else all damage would be refused for a reason of its own. A study and a recipe name what is not there, CIFAR is
     * too large here.
     */
    @Test
    void undamagedFiles_areGood() throws IOException {
        List<String> refused = new ArrayList<>();
        CorpusFiles good = new CorpusFiles(Files.createDirectory(folder.resolve("good")));
        for (InputKind kind : InputKind.values()) {
            Path own = Files.createDirectory(folder.resolve(kind.name()));
            Files.write(kind.file(own), good.bytes(kind.good()));
            Invocation run = Invocation.of(kind.arguments(good, own).toArray());
            String missing = switch (kind) {
                case STUDY -> "none: there is no such file";
                case RECIPE -> "train-images-idx3-ubyte";
                case CIFAR, CIFAR_TAR -> "3x32x32";
                default -> "";
            };
            if (missing.isEmpty()
                    ? run.exitCode() > (kind.mayDiffer() ? ExitCode.DIFFERENCE : ExitCode.OK)
                    : !run.err().contains(missing)) {
                refused.add(kind + ": " + run.err());
            }
        }
        assertThat(refused).isEmpty();
    }

    private void judge(int number, CorpusFiles good, CommandDamage commands) {
        Random random = new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong());
        List<Object> arguments = new ArrayList<>();
        try {
            Path own = Files.createDirectory(folder.resolve("case" + number));
            Optional<InputKind> kind = kind(number);
            arguments.addAll(kind.isPresent() ? damaged(kind.get(), own, random, good) : commands.of(own, random));
            boolean mayDiffer = kind.map(InputKind::mayDiffer)
                    .orElseGet(() -> DIFFERING.contains(arguments.getFirst()) || arguments.contains("--vcd-limit"));
            long startNs = System.nanoTime();
            Optional<Invocation> run = run(arguments);
            tally.add(kind.map(InputKind::name).orElse("COMMANDS"),
                    run.filter(ended -> ended.exitCode() != ExitCode.BAD_INPUT).isPresent(),
                    System.nanoTime() - startNs);
            run.map(ended -> fault(ended, mayDiffer)).orElse(Optional.of("takes too long"))
                    .ifPresent(fault -> fail(number, arguments, fault));
            leftover(own).ifPresent(file -> fail(number, arguments, "leaves " + file));
            delete(own);
        } catch (Exception | Error e) {
            fail(number, arguments, e.toString());
        }
    }

    private void fail(int number, List<Object> arguments, String fault) {
        String said = "case " + number + " " + arguments + ": " + fault;
        failures.add(said.replace(folder.toString(), "."));
    }

    /** The kinds in turn; a quarter of all cases, nothing here, are command lines. */
    private static Optional<InputKind> kind(int number) {
        InputKind[] kinds = InputKind.values();
        int which = number % (kinds.length + kinds.length / 3);
        return which < kinds.length ? Optional.of(kinds[which]) : Optional.empty();
    }

    /** Writes a damaged file; the command line that reads it. */
    private static List<Object> damaged(InputKind kind, Path own, Random random, CorpusFiles good) throws IOException {
        Path file = kind.file(own);
        if (random.nextInt(25) == 0) {
            special(file, random, good);
        } else {
            Files.write(file, kind.damage().of(good.bytes(kind.good()), random));
        }
        return kind.arguments(good, own);
    }

    /** No file at all, or one of another kind. */
    private static void special(Path file, Random random, CorpusFiles good) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> Files.createDirectory(file);
            case 1 -> Files.createSymbolicLink(file, Path.of("/dev/zero"));
            case 2 -> Files.createSymbolicLink(file, Path.of("/dev/full"));
            case 3 -> Files.createSymbolicLink(file, good.path("pipe"));
            case 4 -> Files.createSymbolicLink(file, file.getFileName());
            case 5 -> Files.write(file, new byte[0]);
            case 6 -> Files.createSymbolicLink(file, Path.of("/dev/null"));
            default -> Files.write(file, good.bytes(Damage.of(List.of(InputKind.values()), random).good()));
        }
    }

    private static Optional<Invocation> run(List<Object> arguments) throws InterruptedException, ExecutionException {
        FutureTask<Invocation> task = new FutureTask<>(() -> Invocation.of(arguments.toArray()));
        Thread thread = Thread.ofPlatform().daemon().start(task);
        try {
            return Optional.of(task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            StackTraceElement[] at = thread.getStackTrace();
            System.err.println(arguments + " takes too long at " + Stream.of(at).limit(25).toList());
            return Optional.empty();
        }
    }

    /** What is wrong with how a run ended. */
    private static Optional<String> fault(Invocation run, boolean mayDiffer) {
        List<String> said = run.err().lines().toList();
        if (said.stream()
                .anyMatch(line -> line.length() > Output.LONGEST || !Printable.line(line, 1000).equals(line))) {
            return Optional.of("says too much, or what does not print: " + Printable.line(run.err(), 900));
        }
        if (INTERNAL.matcher(run.err()).find()) {
            return Optional.of("fails within: " + run.err());
        }
        if (!Printable.lines(run.out()).equals(run.out())) {
            return Optional.of("prints what does not print: " + Printable.line(run.out(), 900));
        }
        return switch (run.exitCode()) {
            case ExitCode.OK -> Optional.empty();
            case ExitCode.BAD_INPUT ->
                said.size() == 1 && run.out().isEmpty() && SENTENCE.matcher(said.getFirst()).matches()
                        ? Optional.empty()
                        : Optional.of("is refused with more than a sentence: " + run.err() + run.out());
            default -> mayDiffer && run.exitCode() == ExitCode.DIFFERENCE
                    ? Optional.empty()
                    : Optional.of("ends with " + run.exitCode() + ": " + run.err());
        };
    }

    private static Optional<Path> leftover(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(tmp|part)")).findAny();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
