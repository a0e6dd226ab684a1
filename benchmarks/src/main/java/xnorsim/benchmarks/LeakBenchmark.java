package xnorsim.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ImageResult;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Firing;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;

/** An image on a chain of binarized layers that leak or do not; a leaky layer may take 1.15 times as long. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsPrepend = {"--add-modules=jdk.incubator.vector", "-Xmx512m"})
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LeakBenchmark {

    private static final int LAYERS = 4;
    private static final int TIME_STEPS = 8;

    /** The leak of all binarized layers. */
    @Param({"none", "shift", "factor"})
    private String leak = "none";

    private final LabelledImages images = Vgg11.images(Vgg11.chain(LAYERS, TIME_STEPS).input(), 1);
    private ChipSimulation simulation = chip(Leak.NONE);

    private static ChipSimulation chip(Leak leak) {
        Network plain = Vgg11.chain(LAYERS, TIME_STEPS);
        List<Layer> layers = plain.layers().stream().map(layer -> layer instanceof BinaryLayer b
                ? new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(), b.normalization(), b.theta(),
                        b.residual(), b.pool(), new Dynamics(leak, Firing.ABOVE, Reset.SOFT))
                : layer).toList();
        return new ChipSimulation(
                new Mapping(new Network(plain.name(), plain.input(), TIME_STEPS, layers), Architecture.defaults()),
                PopcountKernels.chosen());
    }

    /** Builds the chip. */
    @Setup
    public void build() {
        simulation = chip(switch (leak) {
            case "shift" -> new Leak.Shift(4);
            case "factor" -> new Leak.Factor(62259, 16);
            default -> Leak.NONE;
        });
    }

    /** An image. */
    @Benchmark
    public ImageResult image() {
        return simulation.run(new PoissonEncoder(1).source(0, images.pixels(0)));
    }
}
