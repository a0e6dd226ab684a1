package xnorsim.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import xnorsim.base.PendingFile;

/** Writes the report of benchmarks/run.sh from its results; docs/performance.md is a summary of such reports. */
public final class PerformanceReport {

    private static final int MAX_METHODS = 16;
    private static final String HAND_WRITTEN = "hand-written AVX-512";

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private PerformanceReport(Results results) {
        this.results = results;
    }

    /** Arguments: the folder of results, the page to write. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path page = Path.of(arguments[1]);
        PerformanceReport report = new PerformanceReport(Results.read(folder));
        report.write(Files.readString(folder.resolve("machine.txt")));
        PendingFile.write(page, out -> out.write(report.text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void write(String machine) {
        text.append(
                """
                        # Performance

                        Written by `benchmarks/run.sh`, which measures both sides of every row in turn, \
                        round by round, one thread,
                        and checks the answers: the popcounts bit by bit, \
                        the numbers of events against the delays, the subarray's
                        spikes and membranes against the RTL's by a hash over all of them, \
                        the network against the reference model
                        spike by spike. A figure is the median over the rounds, \
                        a spread the smallest and the largest round. Other guests of a shared
                        machine only ever take speed away, from one side more than from the other, and not for long: \
                        "undisturbed" is what each
                        side reached in its best single measurement (an iteration of JMH, a run of a program), \
                        divided. The verdict is the
                        median's. With few rounds a side may have had no quiet minute at all; \
                        then its best is no better than the median.

                        ## The machine

                        """);
        text.append(machine).append('\n');
        targets();
        limits();
        figures();
        curves();
        profile();
        text.append(ComparedSides.TEXT);
    }

    private void targets() {
        text.append(
                "\n## Targets\n\n| what | target | measured | spread | undisturbed | verdict"
                        + " |\n|---|---|---|---|---|---|\n");
        List<String> misses = new ArrayList<>();
        int met = 0;
        int judged = 0;
        int undisturbedMet = 0;
        int undisturbedJudged = 0;
        for (Target target : Target.all()) {
            SortedMap<Integer, Double> rounds = target.measured(results);
            String what = named(target.what());
            if (rounds.isEmpty()) {
                line(what, target.boundText(), "not measured", "", "", "");
                continue;
            }
            double median = Results.median(rounds);
            String measured = Target.number(median) + " " + target.unit();
            double undisturbed = target.undisturbed(results);
            String best = Double.isNaN(undisturbed) ? "" : Target.number(undisturbed) + " " + target.unit();
            String verdict = "";
            if (target.isBound()) {
                judged++;
                met += target.isMet(median) ? 1 : 0;
                verdict = target.isMet(median) ? "met" : "**missed**";
                if (!target.isMet(median)) {
                    misses.add("- " + what + ": " + measured + (best.isEmpty() ? "" : ", undisturbed " + best)
                            + ", target " + target.boundText());
                }
                if (!Double.isNaN(undisturbed)) {
                    undisturbedJudged++;
                    undisturbedMet += target.isMet(undisturbed) ? 1 : 0;
                }
            }
            line(what, target.boundText(), measured, spread(rounds), best, verdict);
        }
        text.append('\n').append(met).append(" of ").append(judged).append(" measured targets met, ")
                .append(undisturbedMet).append(" of ").append(undisturbedJudged).append(" undisturbed.\n");
        if (!misses.isEmpty()) {
            text.append("\n### Misses\n\n").append(String.join("\n", misses)).append('\n');
        }
    }

    /** Which of its two loops the hand-written program was compiled with. */
    private String named(String what) {
        String loop = "";
        if (!results.of("popcount.words/kind").isEmpty()) {
            loop = " (VPOPCNTDQ)";
        } else if (!results.of("popcount.nibbles/kind").isEmpty()) {
            loop = " (no VPOPCNTDQ on this processor: nibble table)";
        }
        return what.replace(HAND_WRITTEN, HAND_WRITTEN + loop);
    }

    /** What the misses of the waveforms come up against. */
    private void limits() {
        SortedMap<Integer, Double> zeros = results.of("file.zeros/MB");
        if (zeros.isEmpty() || results.of("MacroBenchmark.everything:cycles/128").isEmpty()
                || results.of("subarray.verilatorVcd/128").isEmpty()) {
            return;
        }
        text.append("\n### What bounds the waveforms\n\n");
        line("size", "bytes a cycle, ours", "bytes a cycle, Verilator's", "MB/s that 8 x Verilator would write",
                "MB/s of `dd` with zeros");
        line("---", "---", "---", "---", "---");
        for (int size : new int[]{128, 256, 512}) {
            if (results.of("subarray.verilatorVcd/" + size).isEmpty()
                    || results.of("MacroBenchmark.everything:cycles/" + size).isEmpty()) {
                continue;
            }
            double ours = 1e6 * median("MacroBenchmark.everything:megabytes/" + size)
                    / median("MacroBenchmark.everything:cycles/" + size);
            double theirs = 1e6 * median("subarray.verilatorMegabytes/" + size)
                    / median("subarray.verilatorVcd/" + size);
            line(size + " x " + size, Target.number(ours), Target.number(theirs),
                    Target.number(8 * ours * median("subarray.verilatorVcd/" + size) / 1e6),
                    Target.number(Results.median(zeros)));
        }
        text.append(
                """

                        A time step of one subarray takes as long as formatting and writing a few \
                        hundred bytes; so a row whose
                        waveform goes to a file cannot come for a fifth of it. In a network, \
                        where one row is one of thousands, it does.
                        """);
    }

    private double median(String key) {
        return Results.median(results.of(key));
    }

    private static String spread(SortedMap<Integer, Double> rounds) {
        double least = rounds.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = rounds.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return Target.number(least) + ".." + Target.number(most) + " (" + rounds.size() + ")";
    }

    private void line(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void figures() {
        text.append("\n## Figures behind them\n\n| measurement | median | spread |\n|---|---|---|\n");
        figure(named("hand-written AVX-512, bits/ns"), "popcount.native");
        figure(named("hand-written AVX-512, arrays off the cache's lines, bits/ns"), "popcount.nativeOff");
        figure("vector kernel, bits/ns", "PopcountBenchmark.vector:bits");
        figure("unwatched popcounts, bits/ns", "PopcountBenchmark.sums:bits");
        figure("plain `Long.bitCount`, bits/ns", "PopcountBenchmark.plain:bits");
        figure("the simulator's kernel without the Vector API, bits/ns", "PopcountBenchmark.scalar:bits");
        figure("engine, ns/event, pending", "EngineBenchmark.engine");
        figure("`PriorityQueue` engine, ns/event, pending", "EngineBenchmark.priorityQueue");
        figure("SSJ, ns/event, pending", "EngineBenchmark.ssj");
        figure("subarray, cycles/s", "MacroBenchmark.untraced:cycles");
        figure("subarray, one row probed, cycles/s", "MacroBenchmark.probedRow:cycles");
        figure("subarray, one row in a file, cycles/s", "MacroBenchmark.oneRow:cycles");
        figure("subarray, full VCD, cycles/s", "MacroBenchmark.everything:cycles");
        figure("Verilator, exported RTL, cycles/s", "subarray.verilatorExport");
        figure("Verilator, hand-written RTL, cycles/s", "subarray.verilator");
        figure("Verilator, hand-written RTL rewritten for it, cycles/s", "subarray.verilatorLoops");
        figure("Verilator --trace, cycles/s", "subarray.verilatorVcd");
        figure("subarray, full VCD, MB/s", "MacroBenchmark.everything:megabytes");
        figure("Verilator --trace, MB/s", "subarray.verilatorMegabytes");
        figure("VCD writer alone, MB/s", "VcdBenchmark.write:megabytes");
        figure("zeros written to a file by dd, MB/s", "file.zeros");
        figure("VGG-11, ms an image", "NetworkBenchmark.image");
        figure("its popcounts alone, one for each slot, ms", "NetworkBenchmark.slotPopcounts");
        figure("its popcounts alone, both slots in one pass, ms", "NetworkBenchmark.popcounts");
        figure("VGG-11, ms an image, threads", "ThreadsBenchmark.images");
        figure("PyTorch, ms an image", "vgg11.torch");
        figure("spike rate of VGG-11's spiking layers", "vgg11.rate");
    }

    private void figure(String what, String key) {
        if (!results.of(key).isEmpty()) {
            line(what, Target.number(Results.median(results.of(key))), spread(results.of(key)));
        }
        for (String parameter : results.parameters(key).stream()
                .sorted(Comparator.comparingInt(PerformanceReport::firstNumber))
                .toList()) {
            SortedMap<Integer, Double> rounds = results.of(key + "/" + parameter);
            line(what + ": " + parameter, Target.number(Results.median(rounds)), spread(rounds));
        }
    }

    private static int firstNumber(String text) {
        String digits = text.replaceAll("[^0-9].*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private void curves() {
        if (results.parameters("CurveBenchmark.subarray").isEmpty()) {
            return;
        }
        text.append(
                """

                        ## How the cost grows

                        A time step of an N x M subarray with two slots is N * ceil(M / 64) \
                        word operations of the kernel,
                        N updates of the units; so its time should be a + b * N at fixed M and a' + b' * M at fixed N. \
                        An image through a chain of D
                        binarized layers (128 channels, 8 x 8, 128 x 128 subarrays) \
                        should take a time proportional to the binarized
                        layer-steps and to T. Fits by least squares of the
                        relative distances over the least disturbed measurements; "off" is the largest of these. \
                        What bends the lines is the caches: beyond 512 rows weights
                        and membranes leave the first level, and the loop over the rows has fewer of its 32-row \
                        blocks to overlap below 128.
                        """);
        curve("Rows N, M = 256, ns a time step", "CurveBenchmark.subarray", "", "x256", "N", 1);
        curve("Columns M, N = 256, ns a time step", "CurveBenchmark.subarray", "256x", "", "M", 1);
        curve("Layers D, T = 8, us an image", "CurveBenchmark.chain", "", "x8", "D", 1e-3);
        curve("Time steps T, D = 4, us an image", "CurveBenchmark.chain", "4x", "", "T", 1e-3);
    }

    private void curve(String title, String key, String before, String after, String variable, double scale) {
        List<double[]> points = new ArrayList<>();
        for (String parameter : results.parameters(key)) {
            if (parameter.startsWith(before) && parameter.endsWith(after)) {
                double x = Double
                        .parseDouble(parameter.substring(before.length(), parameter.length() - after.length()));
                double undisturbed = results.undisturbed(key + "/" + parameter);
                points.add(new double[]{x,
                        scale * (Double.isNaN(undisturbed) ? median(key + "/" + parameter) : undisturbed)});
            }
        }
        points.sort(Comparator.comparingDouble(point -> point[0]));
        double[] line = leastSquares(points);
        double off = 0;
        StringBuilder xs = new StringBuilder("| " + variable + " |");
        StringBuilder rule = new StringBuilder("|---|");
        StringBuilder ys = new StringBuilder("| measured |");
        StringBuilder model = new StringBuilder("| model |");
        for (double[] point : points) {
            double fitted = line[0] + line[1] * point[0];
            off = Math.max(off, Math.abs(point[1] / fitted - 1));
            xs.append(' ').append(Target.number(point[0])).append(" |");
            rule.append("---|");
            ys.append(' ').append(Target.number(point[1])).append(" |");
            model.append(' ').append(Target.number(fitted)).append(" |");
        }
        text.append(String.format(Locale.ROOT, "%n**%s**: %s + %s * %s, off by %.0f %% at most%n%n", title,
                Target.number(line[0]), Target.number(line[1]), variable, 100 * off));
        text.append(xs).append('\n').append(rule).append('\n').append(ys).append('\n').append(model).append('\n');
    }

    /** Intercept and slope of the line with the least relative distances. */
    static double[] leastSquares(List<double[]> points) {
        double all = points.stream().mapToDouble(p -> weight(p)).sum();
        double x = points.stream().mapToDouble(p -> weight(p) * p[0]).sum() / all;
        double y = points.stream().mapToDouble(p -> weight(p) * p[1]).sum() / all;
        double above = points.stream().mapToDouble(p -> weight(p) * (p[0] - x) * (p[1] - y)).sum();
        double below = points.stream().mapToDouble(p -> weight(p) * (p[0] - x) * (p[0] - x)).sum();
        double slope = below == 0 ? 0 : above / below;
        return new double[]{y - slope * x, slope};
    }

    /** So that distances count relative to the measured value. */
    private static double weight(double[] point) {
        return 1 / (point[1] * point[1]);
    }

    private void profile() {
        List<String> methods = results.parameters("profile");
        if (methods.isEmpty()) {
            return;
        }
        text.append(
                """

                        ## Where the time goes

                        VGG-11, one thread, sampled every 10 ms by the JDK's Flight Recorder; \
                        a sample counts for the innermost method of
                        the simulator on the stack, so what the JDK does for it (the Vector API, arrays) is its own.

                        | method | share of samples |
                        |---|---|
                        """);
        methods.stream()
                .sorted(Comparator.comparingDouble((String m) -> -Results.median(results.of("profile/" + m))))
                .limit(MAX_METHODS)
                .forEach(m -> line("`" + m + "`",
                        String.format(Locale.ROOT, "%.1f %%", 100 * Results.median(results.of("profile/" + m)))));
        double popcounts = share(methods, "Popcount") + share(methods, "ColumnSums") + share(methods, "RowSums");
        double units = share(methods, "neurons.");
        double digital = share(methods, "DigitalLayer");
        double maps = share(methods, "chip.Bits.") + share(methods, "chip.Patch.") + share(methods, "chip.SpikeMap.")
                + share(methods, "chip.SpikingOutput.");
        text.append(String.format(Locale.ROOT,
                """

                        By part: XNOR and popcounts %.1f %%, IF units %.1f %%, \
                        the digital first and last layers %.1f %%, spike maps (gathering a
                        position's inputs, pooling) %.1f %%, events and all the rest %.1f %%. \
                        The engine takes next to nothing:
                        a layer's time step that nobody watches is one event. \
                        The accounts before this one led to the kernel that is
                        compiled apart from its callers, to IF units as vector loops that write the firing mask as \
                        bits, and to gathers by words.
                        """,
                100 * popcounts, 100 * units, 100 * digital, 100 * maps,
                100 * (1 - popcounts - units - digital - maps)));
    }

    private double share(List<String> methods, String part) {
        return methods.stream().filter(m -> m.contains(part)).mapToDouble(m -> median("profile/" + m)).sum();
    }
}
