package xnorsim.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.ScalarPopcount;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroResult;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;
import xnorsim.sim.BankSignal;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.WaveformRecorder;

/**
 * One square subarray with a residual, B = 32, on the vectors of {@link Vectors}: cycles per second where nobody
 * watches, with the waveform of one row, and with the waveform of everything. The result to read is the counter
 * {@code cycles}.
 *
 * <p>Each trial compares the last result with a run on the kernels without vectors, and its hash with the one that the
 * RTL gave on the same vectors, if the property {@value #HASHES} names it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx2g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MacroBenchmark {

    /** Property: hashes that the RTL gave, {@code size=hash} separated by commas, in hexadecimal. */
    static final String HASHES = "xnorsim.benchmarks.hashes";

    /** Time steps of a sample. */
    static final int STEPS = 8;

    private static final int ROW_STEPS = 512_000;
    private static final int PERIOD_PS = 2_000;

    /** Rows and columns of the array. */
    @Param({"64", "128", "256", "512"})
    public int size;

    private Optional<MacroInput> input = Optional.empty();
    private Optional<MacroSimulation> simulation = Optional.empty();
    private long cycles;
    private Optional<Path> folder = Optional.empty();

    /** Cycles simulated, reported per unit of time. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {
        /** Clock cycles. */
        public long cycles;

        /** Waveforms written, in units of 10^6 bytes. */
        public double megabytes;

        /** Starts an iteration at zero. */
        @Setup(Level.Iteration)
        public void clear() {
            cycles = 0;
            megabytes = 0;
        }
    }

    static Architecture architecture(int rows, int columns, int timeSteps, boolean residual) {
        Architecture a = Architecture.defaults();
        return new Architecture(new ArraySize(rows, columns), new ArrayTiming(32, 1, 1, false, PERIOD_PS),
                new SampleSteps(timeSteps, residual), new MembraneFormat(8, 32, Overflow.ERROR), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(a.lanes(), a.pipelining()));
    }

    /** Time steps of a run in all, a multiple of eight. */
    private int passes() {
        return ROW_STEPS / size / STEPS * STEPS;
    }

    /** Draws the vectors. */
    @Setup
    public void draw() throws IOException {
        input = Optional.of(Vectors.input(architecture(size, size, STEPS, true), passes() / STEPS));
        folder = Optional.of(Files.createTempDirectory("xnorsim-benchmark"));
    }

    /** A simulation is used once, and every file is a new one: see {@link VcdBenchmark#remove()}. */
    @Setup(Level.Invocation)
    public void build() throws IOException {
        Files.deleteIfExists(file());
        simulation = Optional.of(new MacroSimulation(architecture(size, size, STEPS, true), input.orElseThrow(),
                PopcountKernels.chosen()));
    }

    /** Nobody watches. */
    @Benchmark
    public long untraced(Work work) {
        return run(work);
    }

    /** The waveform of one row, in the middle of the array. */
    @Benchmark
    public long oneRow(Work work) throws IOException {
        MacroSimulation macro = simulation.orElseThrow();
        WaveformScope row = new WaveformScope(MacroSimulation.SCOPE, List.copyOf(banks(macro)),
                lane -> lane == size / 2);
        return traced(work, macro, row);
    }

    /** A probe on all registers of one row that counts their changes. */
    @Benchmark
    public long probedRow(Work work, Blackhole changes) {
        BitSet row = new BitSet();
        row.set(size / 2);
        long[] count = new long[1];
        banks(simulation.orElseThrow()).forEach(bank -> bank.watch((signal, lane) -> count[0]++, row));
        long done = run(work);
        changes.consume(count[0]);
        return done;
    }

    private static List<BankSignal> banks(MacroSimulation macro) {
        return macro.signals().stream().filter(BankSignal.class::isInstance).map(BankSignal.class::cast).toList();
    }

    /** The waveform of everything. */
    @Benchmark
    public long everything(Work work) throws IOException {
        MacroSimulation macro = simulation.orElseThrow();
        return traced(work, macro, new WaveformScope(MacroSimulation.SCOPE, macro.signals()));
    }

    private long traced(Work work, MacroSimulation macro, WaveformScope scope) throws IOException {
        try (WaveformRecorder waveforms = WaveformRecorder.open(file(), macro.scheduler(), List.of(scope))) {
            long done = run(work);
            waveforms.finish();
            work.megabytes += Files.size(file()) / 1e6;
            return done;
        }
    }

    /** Results of this many time steps. */
    MacroResult result(int timeSteps) {
        Architecture a = architecture(size, size, STEPS, true);
        return new MacroSimulation(a, Vectors.input(a, timeSteps / STEPS), PopcountKernels.chosen()).run();
    }

    /** The results are unpacked after the measurement, as the RTL's are. */
    private long run(Work work) {
        cycles = simulation.orElseThrow().simulate();
        work.cycles += cycles;
        return cycles;
    }

    /** What the last run gave. */
    MacroResult last() {
        return simulation.orElseThrow().result(cycles);
    }

    private Path file() {
        return folder.orElseThrow().resolve("subarray.vcd");
    }

    /** Compares the last result with the RTL's, and the number of cycles with docs/timing.md. */
    @TearDown
    public void check() throws IOException {
        MacroResult last = last();
        if (Files.exists(file())) {
            checkDump(last);
        }
        Files.deleteIfExists(file());
        Files.deleteIfExists(folder.orElseThrow());
        long expectedCycles = passes() * (2L * (size / 32 + 2) + 3);
        if (last.cycles() != expectedCycles) {
            throw new IllegalStateException(last.cycles() + " cycles, expected " + expectedCycles);
        }
        MacroResult plain = new MacroSimulation(architecture(size, size, STEPS, true), input.orElseThrow(),
                new ScalarPopcount()).run();
        if (!Arrays.equals(last.spikes(), plain.spikes()) || !Arrays.equals(last.membranes(), plain.membranes())
                || !Arrays.equals(last.dots(), plain.dots())) {
            throw new IllegalStateException("the last run differs from one on the kernels without vectors");
        }
        String hash = String.format("%016x", Vectors.hash(last));
        for (String entry : System.getProperty(HASHES, "").split(",", -1)) {
            String key = size + "=";
            if (entry.startsWith(key) && !entry.equals(key + hash)) {
                throw new IllegalStateException(
                        "size " + size + ": hash " + hash + ", the RTL gave " + entry.substring(key.length()));
            }
        }
    }

    /** Reads the dump back: after every time step each row in it has the result's membrane and spike. */
    private void checkDump(MacroResult last) throws IOException {
        Map<String, Integer> membraneRows = new HashMap<>();
        Map<String, Integer> spikeRows = new HashMap<>();
        long[] membranes = new long[size];
        long[] spikes = new long[size];
        long stepPs = last.cycles() / passes() * PERIOD_PS;
        int pass = 0;
        int row = -1;
        try (BufferedReader lines = Files.newBufferedReader(file(), StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line.charAt(0)) {
                    case '$' -> {
                        String[] words = line.split(" ", -1);
                        if (words[0].equals("$scope") && words[2].startsWith("row")) {
                            row = Integer.parseInt(words[2].substring(3));
                        } else if (words[0].equals("$var") && words[4].equals("membrane")) {
                            membraneRows.put(words[3], row);
                        } else if (words[0].equals("$var") && words[4].equals("spike")) {
                            spikeRows.put(words[3], row);
                        }
                    }
                    case '#' -> {
                        // Membranes and spikes rest from an edge on until the next time step integrates, many cycles
                        // later.
                        long timePs = Long.parseLong(line, 1, line.length(), 10);
                        while (pass < passes() && timePs > (pass + 1) * stepPs + PERIOD_PS) {
                            checkStep(last, pass++, membraneRows, membranes, spikeRows, spikes);
                        }
                    }
                    case 'b' -> {
                        int space = line.indexOf(' ');
                        int there = membraneRows.getOrDefault(line.substring(space + 1), -1);
                        if (there >= 0) {
                            membranes[there] = (int) Long.parseLong(line, 1, space, 2);
                        }
                    }
                    default -> {
                        int there = spikeRows.getOrDefault(line.substring(1), -1);
                        if (there >= 0) {
                            spikes[there] = line.charAt(0) == '1' ? 1 : 0;
                        }
                    }
                }
            }
        }
        for (; pass < passes(); pass++) {
            checkStep(last, pass, membraneRows, membranes, spikeRows, spikes);
        }
        if (membraneRows.isEmpty() || spikeRows.isEmpty()) {
            throw new IllegalStateException(
                    "the dump shows " + membraneRows.size() + " membranes and " + spikeRows.size()
                            + " spikes");
        }
    }

    private void checkStep(MacroResult last, int pass, Map<String, Integer> membraneRows, long[] membranes,
            Map<String, Integer> spikeRows, long[] spikes) {
        for (int row : membraneRows.values()) {
            if (membranes[row] != last.membranes()[pass * size + row]) {
                throw new IllegalStateException("the dump shows membrane " + membranes[row] + " in row " + row
                        + " after time step " + pass + ", expected " + last.membranes()[pass * size + row]);
            }
        }
        for (int row : spikeRows.values()) {
            if (spikes[row] != last.spikes()[pass * size + row]) {
                throw new IllegalStateException("the dump shows spike " + spikes[row] + " in row " + row
                        + " after time step " + pass + ", expected " + last.spikes()[pass * size + row]);
            }
        }
    }
}
