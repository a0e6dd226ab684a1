package xnorsim.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One row of the table of targets: a quotient of two measurements, or a measurement alone, and its bound.
 *
 * @param what    what is measured
 * @param above   key of the dividend, or of the measurement
 * @param below   key of the divisor, empty for none
 * @param bound   the target, NaN if there is none
 * @param atLeast whether the target is a least value; otherwise it is a largest one
 * @param unit    of the measured value, {@code x} for a quotient
 */
record Target(String what, String above, String below, double bound, boolean atLeast, String unit) {

    private static final double NONE = Double.NaN;

    /** All rows, in the order of the table. */
    static List<Target> all() {
        List<Target> rows = new ArrayList<>();
        for (int size : new int[]{64, 128, 256, 512}) {
            rows.add(quotient("popcount kernel, " + square(size) + ": bits/ns against hand-written AVX-512",
                    "PopcountBenchmark.vector:bits/" + size, "popcount.native/" + size, size == 64 ? NONE : 0.7));
        }
        for (int size : new int[]{64, 128, 256, 512}) {
            rows.add(quotient("popcount kernel, " + square(size) + ": the same with arrays off the cache's lines",
                    "PopcountBenchmark.vector:bits/" + size, "popcount.nativeOff/" + size, NONE));
        }
        for (int size : new int[]{64, 128, 256, 512}) {
            rows.add(quotient("popcount kernel, " + square(size) + ": bits/ns against plain `Long.bitCount`",
                    "PopcountBenchmark.vector:bits/" + size, "PopcountBenchmark.plain:bits/" + size, 6));
        }
        for (int size : new int[]{64, 128, 256, 512}) {
            double bound = size == 64 ? NONE : 0.7;
            rows.add(quotient("unwatched popcounts, " + square(size) + ": bits/ns against hand-written AVX-512",
                    "PopcountBenchmark.sums:bits/" + size, "popcount.native/" + size, bound));
        }
        for (int size : new int[]{64, 128, 256, 512}) {
            rows.add(quotient("unwatched popcounts, " + square(size) + ": bits/ns against plain `Long.bitCount`",
                    "PopcountBenchmark.sums:bits/" + size, "PopcountBenchmark.plain:bits/" + size, 6));
        }
        rows.add(quotient("engine, 1 pending, nothing to sort: SSJ's ns/event over ours", "EngineBenchmark.ssj/1",
                "EngineBenchmark.engine/1", NONE));
        int[] pending = {16, 256, 4096};
        double[] overQueue = {3, 5, 8};
        for (int i = 0; i < pending.length; i++) {
            String at = "/" + pending[i];
            rows.add(quotient("engine, " + pending[i] + " pending: `PriorityQueue`'s ns/event over ours",
                    "EngineBenchmark.priorityQueue" + at, "EngineBenchmark.engine" + at, overQueue[i]));
            rows.add(quotient("engine, " + pending[i] + " pending: SSJ's ns/event over ours",
                    "EngineBenchmark.ssj" + at, "EngineBenchmark.engine" + at, 10));
            rows.add(new Target("engine, " + pending[i] + " pending: allocated per event, less than 0.01 B taken as 0",
                    "EngineBenchmark.engine:gc.alloc.rate.norm" + at, "", 0.01, false, "B"));
        }
        subarray(rows);
        network(rows);
        return rows;
    }

    private static void subarray(List<Target> rows) {
        int[] sizes = {64, 128, 256, 512};
        double[] bounds = {NONE, 25, 40, 40};
        for (int i = 0; i < sizes.length; i++) {
            rows.add(quotient(
                    "subarray, " + square(sizes[i]) + ", untraced: cycles/s against Verilator on the exported RTL",
                    "MacroBenchmark.untraced:cycles/" + sizes[i], "subarray.verilatorExport/" + sizes[i], bounds[i]));
        }
        for (int i = 0; i < sizes.length; i++) {
            rows.add(quotient(
                    "subarray, " + square(sizes[i]) + ", untraced: cycles/s against Verilator on hand-written RTL",
                    "MacroBenchmark.untraced:cycles/" + sizes[i], "subarray.verilator/" + sizes[i], bounds[i]));
        }
        for (int size : sizes) {
            rows.add(quotient("subarray, " + square(size) + ", against the hand-written RTL rewritten for Verilator",
                    "MacroBenchmark.untraced:cycles/" + size, "subarray.verilatorLoops/" + size, NONE));
        }
        for (int size : new int[]{128, 256, 512}) {
            rows.add(quotient("subarray, " + square(size) + ", full VCD: cycles/s against `verilator --trace`",
                    "MacroBenchmark.everything:cycles/" + size, "subarray.verilatorVcd/" + size, 8));
        }
        rows.add(new Target("VCD writer, to a file", "VcdBenchmark.write:megabytes", "", 300, true, "MB/s"));
        rows.add(new Target("VGG-11 with a probe on 1 row of 128: run time over untraced",
                "NetworkBenchmark.probedImage",
                "NetworkBenchmark.image", 1.2, false, "x"));
        rows.add(new Target("one subarray of 128 x 128 with a probe on 1 row: run time over untraced",
                "MacroBenchmark.untraced:cycles/128", "MacroBenchmark.probedRow:cycles/128", 1.2, false, "x"));
        rows.add(new Target("the same with the row's waveform in a file", "MacroBenchmark.untraced:cycles/128",
                "MacroBenchmark.oneRow:cycles/128", 1.2, false, "x"));
    }

    private static void network(List<Target> rows) {
        rows.add(new Target("VGG-11, an image: time over its XNOR+popcounts alone, one for each slot",
                "NetworkBenchmark.image", "NetworkBenchmark.slotPopcounts", 2.5, false, "x"));
        rows.add(new Target("the same over its popcounts with both slots in one pass, as the simulator takes them",
                "NetworkBenchmark.image", "NetworkBenchmark.popcounts", 2.5, false, "x"));
        rows.add(new Target("VGG-11, images per second and core", "NetworkBenchmark.imagesPerSecond", "", 80, true,
                "/s"));
        rows.add(quotient("VGG-11, images per second against PyTorch in fp32, step by step", "vgg11.torch/steps",
                "NetworkBenchmark.image", 13));
        rows.add(quotient("the same against PyTorch with all time steps of a layer in one batch", "vgg11.torch/batch",
                "NetworkBenchmark.image", 13));
        rows.add(quotient("VGG-11, two threads against one, over images", "ThreadsBenchmark.images/1",
                "ThreadsBenchmark.images/2", 1.9));
        rows.add(quotient("the same by two processes that share nothing, images per second against one process",
                "processors.vgg11/1", "", NONE));
        rows.add(quotient("popcounts in C++ by two processes that share nothing, bits/ns against one process",
                "processors.popcount/128", "", NONE));
        rows.add(new Target("`./xnorsim macro` on an 8 x 12 array, whole process", "process.macro/seconds", "", 0.5,
                false, "s"));
        rows.add(new Target("VGG-11, heap in use at its peak, reference comparison included", "vgg11.heap/MB", "", 512,
                false, "MB"));
    }

    private static Target quotient(String what, String above, String below, double bound) {
        return new Target(what, above, below, bound, true, "x");
    }

    private static String square(int size) {
        return size + " x " + size;
    }

    /** The measured values, round by round. */
    SortedMap<Integer, Double> measured(Results results) {
        if (above.equals("NetworkBenchmark.imagesPerSecond")) {
            SortedMap<Integer, Double> rates = new TreeMap<>();
            results.of("NetworkBenchmark.image").forEach((round, ms) -> rates.put(round, 1000 / ms));
            return rates;
        }
        return below.isEmpty() ? results.of(above) : results.quotients(above, below);
    }

    /** The same of each side's least disturbed measurement; not a number where that is not known. */
    double undisturbed(Results results) {
        if (above.equals("NetworkBenchmark.imagesPerSecond")) {
            return 1000 / results.undisturbed("NetworkBenchmark.image");
        }
        return below.isEmpty() ? results.undisturbed(above) : results.undisturbed(above) / results.undisturbed(below);
    }

    /** Whether the median keeps the bound. */
    boolean isMet(double median) {
        return atLeast ? median >= bound : median <= bound;
    }

    /** Whether there is a bound to keep. */
    boolean isBound() {
        return !Double.isNaN(bound);
    }

    /** The bound as text. */
    String boundText() {
        if (!isBound()) {
            return "-";
        }
        return above.contains("gc.alloc") ? "0 B" : (atLeast ? ">= " : "<= ") + number(bound) + " " + unit;
    }

    /** Three significant digits, no exponent. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Math.abs(value) < 0.0005) {
            return "0";
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
