package xnorsim.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import xnorsim.sim.Engine;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.WaveformRecorder;

/**
 * The waveform writer into a file: 128 signals of 32 bits that all change at every instant. The counter
 * {@code megabytes} counts what lies in the file in the end; the time is that of the whole run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class VcdBenchmark {

    private static final int SIGNALS = 128;
    private static final int INSTANTS = 8_000;

    private Optional<Path> folder = Optional.empty();

    /** Megabytes written, reported per unit of time. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {
        /** Units of 10^6 bytes. */
        public double megabytes;

        /** Starts an iteration at zero. */
        @Setup(Level.Iteration)
        public void clear() {
            megabytes = 0;
        }
    }

    /** A folder to write to. */
    @Setup
    public void make() throws IOException {
        folder = Optional.of(Files.createTempDirectory("xnorsim-benchmark"));
    }

    /**
     * Every file is a new one. One of the same name would be replaced, for which ext4 first puts the new one onto the
     * disk: nearly as long again as all the writing.
     */
    @Setup(Level.Invocation)
    public void remove() throws IOException {
        Files.deleteIfExists(file());
    }

    /** One file. */
    @Benchmark
    public long write(Work work) throws IOException {
        Engine engine = new Engine();
        xnorsim.sim.Scope bench = engine.root().child("bench");
        List<IntegerSignal.Driver> drivers = new ArrayList<>();
        for (int i = 0; i < SIGNALS; i++) {
            drivers.add(bench.integer("signal" + i, 32, false));
        }
        try (WaveformRecorder waveforms = WaveformRecorder.open(file(), engine, WaveformScope.tree(engine.root()))) {
            for (int k = 1; k <= INSTANTS; k++) {
                int instant = k;
                engine.schedule(1_000L * k, Phase.UPDATE, () -> change(drivers, instant));
                engine.runUntil(1_000L * k);
            }
            waveforms.finish();
        }
        long bytes = Files.size(file());
        work.megabytes += bytes / 1e6;
        return bytes;
    }

    private static void change(List<IntegerSignal.Driver> drivers, int instant) {
        for (int i = 0; i < SIGNALS; i++) {
            drivers.get(i).set(value(instant, i));
        }
    }

    /** The top bit set: every value has all its 32 digits. */
    private static long value(int instant, int signal) {
        return 0x8000_0000L | (Vectors.mix((long) instant << 32 | signal) & 0x7FFF_FFFFL);
    }

    private Path file() {
        return folder.orElseThrow().resolve("signals.vcd");
    }

    /** Reads every value of the file back. */
    @TearDown
    public void check() throws IOException {
        List<String> values = Files.readAllLines(file()).stream().filter(line -> line.startsWith("b")).toList();
        Files.delete(file());
        Files.delete(folder.orElseThrow());
        // The initial value of every signal, then one for each change.
        int expected = (INSTANTS + 1) * SIGNALS;
        if (values.size() != expected) {
            throw new IllegalStateException(values.size() + " values, expected " + expected);
        }
        for (int k = 0; k < expected; k++) {
            long value = k < SIGNALS ? 0 : value(k / SIGNALS, k % SIGNALS);
            if (!values.get(k).startsWith("b" + Long.toBinaryString(value) + " ")) {
                throw new IllegalStateException("value " + k + " is " + values.get(k) + ", expected " + value);
            }
        }
    }
}
