package xnorsim.benchmarks;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
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
import xnorsim.arrays.VectorPopcount;

/**
 * The two popcount kernels, and plain Java, on square arrays. The result to read is the counter {@code bits}: cells
 * compared and counted per nanosecond. Warming up takes long because the Vector API is tens of times slower until the
 * JVM's second compiler is done with it, which is late on a busy machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class PopcountBenchmark {

    private static final ScalarPopcount SCALAR = new ScalarPopcount();

    /** Rows and columns of the array. */
    @Param({"64", "128", "256", "512"})
    public int size;

    private long[] weights = {};
    private long[] columns = {};
    private int[] pop = {};
    private Optional<RowSums> sums = Optional.empty();

    /** Cells worked through, reported per unit of time. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {
        /** Cells compared and counted. */
        public long bits;

        /** Starts an iteration at zero. */
        @Setup(Level.Iteration)
        public void clear() {
            bits = 0;
        }
    }

    /** Fills array and columns with random bits. */
    @Setup
    public void fill() {
        Random random = new Random(size);
        columns = random.longs(size / 64).toArray();
        weights = random.longs((long) columns.length * size).toArray();
        pop = new int[size];
        StoredWeights stored = StoredWeights.of(size, size,
                (row, column) -> (weights[column / 64 * size + row] >>> column & 1) != 0);
        sums = Optional.of(new RowSums(stored, PopcountKernels.chosen()));
    }

    /** One row after the other in plain Java, which no compiler makes vectors of. */
    @Benchmark
    public int[] plain(Work work) {
        for (int row = 0; row < size; row++) {
            int mismatches = 0;
            for (int k = 0; k < columns.length; k++) {
                mismatches += Long.bitCount(weights[k * size + row] ^ columns[k]);
            }
            pop[row] = size - mismatches;
        }
        work.bits += (long) size * size;
        return pop;
    }

    /** The simulator's kernel without the Vector API. */
    @Benchmark
    public int[] scalar(Work work) {
        return count(SCALAR, work);
    }

    /** The kernel on the Vector API. */
    @Benchmark
    public int[] vector(Work work) {
        return count(VectorKernel.VECTOR, work);
    }

    /** Popcounts without observable registers: the kernel, or sums by columns if faster. */
    @Benchmark
    public int[] sums(Work work) {
        RowSums chosen = sums.orElseThrow();
        chosen.evaluate(columns);
        pop = chosen.dots();
        work.bits += (long) size * size;
        return pop;
    }

    private int[] count(PopcountKernel kernel, Work work) {
        kernel.popcounts(weights, size, columns.length, columns, size, pop);
        work.bits += (long) size * size;
        return pop;
    }

    /** Compares the counts with a count bit by bit. */
    @TearDown
    public void check() {
        for (int row = 0; row < size; row++) {
            int agreeing = 0;
            for (int column = 0; column < size; column++) {
                long weight = weights[column / 64 * size + row] >>> column % 64 & 1;
                long spike = columns[column / 64] >>> column % 64 & 1;
                if (weight == spike) {
                    agreeing++;
                }
            }
            if (agreeing != pop[row]) {
                throw new IllegalStateException(
                        "row " + row + " of " + size + ": counted " + pop[row] + ", expected " + agreeing);
            }
        }
    }

    /** Loaded by the vector benchmark only. */
    private static final class VectorKernel {
        private static final VectorPopcount VECTOR = new VectorPopcount();
    }
}
