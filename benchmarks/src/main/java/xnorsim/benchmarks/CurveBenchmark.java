package xnorsim.benchmarks;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroResult;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ImageResult;
import xnorsim.network.Network;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.data.LabelledImages;

/** How the cost grows: one subarray over rows and columns, a chain of layers over its depth and time steps. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsPrepend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx2g"})
@Warmup(iterations = 4, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class CurveBenchmark {

    private static final int PASSES = 2000;

    /** Two numbers of a parameter. */
    private record Pair(int first, int second) {
        static Pair of(String text) {
            int x = text.indexOf('x');
            return new Pair(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
        }
    }

    /** A subarray with two slots. */
    @State(Scope.Thread)
    public static class Subarray {
        /** Rows and columns. */
        @Param({"64x256", "128x256", "256x256", "512x256", "1024x256", "256x64", "256x128", "256x512", "256x1024"})
        public String size = "";

        private Optional<MacroInput> input = Optional.empty();
        private Optional<MacroSimulation> simulation = Optional.empty();

        private Architecture architecture() {
            Pair pair = Pair.of(size);
            return MacroBenchmark.architecture(pair.first, pair.second, 8, true);
        }

        /** Draws the vectors. */
        @Setup
        public void draw() {
            input = Optional.of(Vectors.input(architecture(), PASSES / 8));
        }

        /** A simulation is used once. */
        @Setup(Level.Invocation)
        public void build() {
            simulation = Optional
                    .of(new MacroSimulation(architecture(), input.orElseThrow(), PopcountKernels.chosen()));
        }

        /** Every spike and membrane as the kernel without vectors finds them. */
        @TearDown
        public void check() {
            MacroResult found = new MacroSimulation(architecture(), input.orElseThrow(), PopcountKernels.chosen())
                    .run();
            MacroResult plain = new MacroSimulation(architecture(), input.orElseThrow(), new ScalarPopcount()).run();
            if (!Arrays.equals(found.spikes(), plain.spikes())
                    || !Arrays.equals(found.membranes(), plain.membranes())) {
                throw new IllegalStateException("wrong spikes or membranes in a subarray of " + size);
            }
        }
    }

    /** A chain of layers of 128 channels on maps of 8 x 8, all but the first binarized one with a residual. */
    @State(Scope.Thread)
    public static class Chain {
        /** Binarized layers and time steps. */
        @Param({"1x8", "2x8", "4x8", "8x8", "16x8", "4x2", "4x4", "4x16", "4x32"})
        public String size = "";

        private Optional<ChipSimulation> chip = Optional.empty();
        private Optional<ChipSimulation> plain = Optional.empty();
        private Optional<LabelledImages> images = Optional.empty();

        /** Builds the chip. */
        @Setup
        public void build() {
            Pair pair = Pair.of(size);
            Network network = Vgg11.chain(pair.first, pair.second);
            Mapping mapping = new Mapping(network, Architecture.defaults());
            chip = Optional.of(new ChipSimulation(mapping, PopcountKernels.chosen()));
            plain = Optional.of(new ChipSimulation(mapping, new ScalarPopcount()));
            images = Optional.of(Vgg11.images(network.input(), 1));
        }

        private ImageResult run(ChipSimulation on) {
            return on.run(new PoissonEncoder(1).source(0, images.orElseThrow().pixels(0)));
        }

        /** Spikes of every layer and membranes of the last one as the kernel without vectors finds them. */
        @TearDown
        public void check() {
            ImageResult found = run(chip.orElseThrow());
            ImageResult expected = run(plain.orElseThrow());
            if (!Arrays.equals(found.spikes(), expected.spikes())
                    || !Arrays.equals(found.membranes(), expected.membranes())) {
                throw new IllegalStateException("wrong spikes or membranes in a chain of " + size);
            }
        }
    }

    /** A time step of one subarray. */
    @Benchmark
    @OperationsPerInvocation(PASSES)
    public long subarray(Subarray subarray) {
        return subarray.simulation.orElseThrow().simulate();
    }

    /** An image through the chain. */
    @Benchmark
    public ImageResult chain(Chain chain) {
        return chain.run(chain.chip.orElseThrow());
    }
}
