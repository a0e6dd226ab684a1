package xnorsim.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.RowSums;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.StoredWeights;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ImageResult;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Signal;

/** An image on the chip of {@link Vgg11}, and the popcounts of an image alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = {"--add-modules=jdk.incubator.vector", "-Xmx512m"})
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
public class NetworkBenchmark {

    private static final int IMAGES = 16;

    /** The chip and its images. */
    @State(Scope.Thread)
    public static class Chip {

        private final Mapping mapping = new Mapping(Vgg11.network(), Architecture.defaults());
        private final LabelledImages images = Vgg11.images(Vgg11.INPUT, IMAGES);
        private final ChipSimulation simulation = new ChipSimulation(mapping, PopcountKernels.chosen());
        private final List<Optional<ImageResult>> results = new ArrayList<>();
        private int next;

        /** No image was simulated yet. */
        @Setup
        public void clear() {
            for (int k = 0; k < IMAGES; k++) {
                results.add(Optional.empty());
            }
        }

        final ChipSimulation simulation() {
            return simulation;
        }

        ImageResult simulate() {
            ImageResult result = simulation.run(source(next));
            results.set(next, Optional.of(result));
            next = (next + 1) % IMAGES;
            return result;
        }

        private SpikeSource source(int image) {
            return new PoissonEncoder(1).source(image, images.pixels(image));
        }

        /** Compares an image with its own chip on the scalar kernel. */
        @TearDown
        public void check() {
            ImageResult measured = results.getFirst().orElseThrow();
            ImageResult expected = new ChipSimulation(mapping, new ScalarPopcount()).run(source(0));
            if (!Arrays.equals(measured.membranes(), expected.membranes())
                    || !Arrays.equals(measured.spikes(), expected.spikes()) || measured.cycles() != expected.cycles()) {
                throw new IllegalStateException("an image differs between one chip and another one");
            }
        }
    }

    /** The chip with a probe on all registers of one row of a 128 x 128 subarray, of the fourth layer of eleven. */
    public static class ProbedChip extends Chip {

        private static final int LAYER = 3;
        private static final int ROW = 17;

        /** Changes seen. */
        public long changes;

        /** Attaches the probe. */
        @Setup
        public void watch() {
            BitSet row = new BitSet();
            row.set(ROW);
            for (Signal signal : simulation().signals(LAYER, 0, 0)) {
                if (signal instanceof BankSignal bank) {
                    bank.watch((s, lane) -> changes++, row);
                }
            }
        }

        /** Makes sure that there was something to see. */
        @TearDown
        public void seen() {
            if (changes == 0) {
                throw new IllegalStateException("the probe saw nothing");
            }
        }
    }

    /** The popcounts of an image: every binarized layer's shapes, on vectors that lie ready. */
    @State(Scope.Thread)
    public static class Popcounts {

        private record Work(RowSums sums, RowSums plain, int positions, boolean residual, long[][] vectors) {}

        private static final int VECTORS = 64;

        private final List<Work> layers = new ArrayList<>();

        /** Draws weights and vectors. */
        @Setup
        public void draw() {
            PopcountKernel kernel = PopcountKernels.chosen();
            for (Layer layer : Vgg11.network().layers()) {
                if (layer instanceof BinaryLayer binary) {
                    Geometry g = binary.geometry();
                    StoredWeights stored = StoredWeights.of(g.outputChannels(), g.fanIn(),
                            (row, column) -> binary.weights()[row * g.fanIn() + column] != 0);
                    long[][] vectors = new long[VECTORS][stored.words()];
                    for (int v = 0; v < VECTORS; v++) {
                        for (int k = 0; k < stored.words(); k++) {
                            vectors[v][k] = Vectors.draw(Vectors.Stream.SPIKES, (long) v * stored.words() + k);
                        }
                    }
                    layers.add(new Work(new RowSums(stored, kernel), new RowSums(stored, new ScalarPopcount()),
                            g.positions(), binary.residual(), vectors));
                }
            }
        }

        /** Each slot's vector separately, with as many popcounts as the equations. */
        int countSlots() {
            int sum = 0;
            for (int t = 0; t < Vgg11.TIME_STEPS; t++) {
                for (Work work : layers) {
                    for (int p = 0; p < work.positions; p++) {
                        for (int slot = 0; slot < (work.residual ? 2 : 1); slot++) {
                            work.sums.evaluate(work.vectors[(p + slot) % VECTORS]);
                            sum += work.sums.dots()[0];
                        }
                    }
                }
            }
            return sum;
        }

        /** As the kernel without vectors counts. */
        @TearDown
        public void check() {
            for (Work work : layers) {
                for (int v = 0; v < VECTORS; v++) {
                    long[] first = work.vectors[v];
                    long[] second = work.vectors[(v + 1) % VECTORS];
                    work.sums.evaluate(first);
                    work.plain.evaluate(first);
                    requireEqual(work);
                    work.sums.evaluate(first, second);
                    work.plain.evaluate(first, second);
                    requireEqual(work);
                }
            }
            if (count() != countSlots()) {
                throw new IllegalStateException("two slots at once and one after the other differ");
            }
        }

        private static void requireEqual(Work work) {
            if (!Arrays.equals(work.sums.dots(), work.plain.dots())) {
                throw new IllegalStateException("wrong popcounts");
            }
        }

        private int count() {
            int sum = 0;
            for (int t = 0; t < Vgg11.TIME_STEPS; t++) {
                for (Work work : layers) {
                    RowSums sums = work.sums;
                    for (int p = 0; p < work.positions; p++) {
                        long[] first = work.vectors[p % VECTORS];
                        if (work.residual) {
                            sums.evaluate(first, work.vectors[(p + 1) % VECTORS]);
                        } else {
                            sums.evaluate(first);
                        }
                        sum += sums.dots()[0];
                    }
                }
            }
            return sum;
        }
    }

    /** One image, cycle-accurate. */
    @Benchmark
    public ImageResult image(Chip chip) {
        return chip.simulate();
    }

    /** The same with one row watched. */
    @Benchmark
    public ImageResult probedImage(ProbedChip chip) {
        return chip.simulate();
    }

    /** The XNOR and popcounts of one image, one for each slot. */
    @Benchmark
    public int slotPopcounts(Popcounts popcounts) {
        return popcounts.countSlots();
    }

    /** The same sums as the simulator takes them, both slots of a residual in one pass over the weights. */
    @Benchmark
    public int popcounts(Popcounts popcounts) {
        return popcounts.count();
    }
}
