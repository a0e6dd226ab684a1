package xnorsim.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.data.LabelledImages;

/** Many images of {@link Vgg11} on one thread and on two, as {@code xnorsim run} does them; time per image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = {"--add-modules=jdk.incubator.vector", "-Xmx512m"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class ThreadsBenchmark {

    private static final int IMAGES = 192;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private final LabelledImages images = Vgg11.images(Vgg11.INPUT, IMAGES);
    private final Mapping mapping = new Mapping(Vgg11.network(), Architecture.defaults());
    private Optional<List<Integer>> predictions = Optional.empty();

    /** All images. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public NetworkReport images() {
        NetworkReport report = run(IMAGES, threads);
        predictions = Optional.of(report.predictions());
        return report;
    }

    private NetworkReport run(int count, int threads) {
        return new Session(mapping, SessionInput.of(images, mapping.network(), count, 1))
                .kernel(PopcountKernels.chosen()).threads(threads).run();
    }

    /** Compares with one thread's predictions. */
    @TearDown
    public void check() {
        if (!run(IMAGES, 1).predictions().equals(predictions.orElseThrow())) {
            throw new IllegalStateException("predictions differ between " + threads + " threads and one");
        }
    }
}
