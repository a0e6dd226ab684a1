package xnorsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.macro.MacroInput;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.neurons.Overflow;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.WaveformRecorder;

/**
 * The emitted subarray in Icarus and Verilator: every change of every signal of docs/timing.md, at the same picosecond
 * and to the same value as in the event simulation; and Yosys synthesizes it. Needs the three programs (profile
 * {@code rtl}).
 */
class SimulatorsIT {

    private static final Path FOLDER = Path.of(System.getProperty("rtl.folder"));
    private static final long SEED = Long.getLong("rtl.seed");

    /** What Verilator links with every bench; compiled for the first one only. */
    private static final List<String> RUNTIME = List.of("verilated.o", "verilated_vcd_c.o", "verilated_timing.o",
            "verilated_threads.o");

    /** 4 rows of 9 columns, three beats, small whole numbers, so that membranes meet their thresholds exactly. */
    private static final Architecture FAULT_FREE = new Architecture(new ArraySize(4, 9),
            new ArrayTiming(3, 3, 1, false, 100), new SampleSteps(4, true), new MembraneFormat(0, 16, Overflow.ERROR),
            Readout.ideal(), IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));

    static IntStream numbers() {
        return IntStream.range(0, Integer.getInteger("rtl.configurations"));
    }

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectories(FOLDER);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void everySignalInEveryCycle_isTheEventSimulations(int k) throws Exception {
        Subarrays.Case c = Subarrays.number(SEED, k);
        Path folder = FOLDER.resolve("case-" + k);
        RegisterTransferFiles files = new RegisterTransferFiles(c.architecture(), c.input());
        files.write(folder);
        Files.deleteIfExists(folder.resolve("bench.vvp"));
        SimulatorDump expected = eventSimulation(c, folder.resolve("xnorsim.vcd"));
        long endPs = (files.expected().cycles() + 2) * c.architecture().clockPeriodPs();
        assertThat(expected.paths()).hasSize(
                5 + (c.architecture().doubleBuffered() ? 2 : 0) + 5 * c.architecture().rows());

        String icarus = run(folder, "make", "icarus");
        assertThat(icarus).contains("PASS").doesNotContainIgnoringCase("warning").doesNotContain("sorry");
        assertSame(expected, SimulatorDump.read(folder.resolve("icarus.vcd")), endPs, "Icarus", c.architecture());

        String verilator = run(folder, "make", "verilator", verilatorFlags(folder));
        assertThat(verilator).contains("PASS").doesNotContain("%Warning");
        keepRuntime(folder);
        assertSame(expected, SimulatorDump.read(folder.resolve("verilator.vcd")), endPs, "Verilator", c.architecture());

        long interrupt = 1 + (k * 7L) % (files.expected().cycles() - 1);
        assertThat(run(folder, "vvp", "-n", "bench.vvp", "+interrupt=" + interrupt)).contains("PASS");
        assertThat(run(folder, "make", "yosys")).doesNotContainIgnoringCase("warning");
        assertThat(folder.resolve("yosys.stat")).content().doesNotContain("LATCH").contains("DFF");
    }

    /** The bench passes the design as it is, and none with a fault. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            row.sv   | columns ~^ weights       | columns ^ weights
            row.sv   | membrane > theta         | membrane >= theta
            row.sv   | membrane <= membrane - theta | membrane <= 16'sd0
            row.sv   | slot ? buffer + {1'd0, pop} : {1'd0, pop} | {1'd0, pop}
            row.sv   | code <= buffer           | code <= {1'd0, pop}
            macro.sv | .bias(BIAS2)             | .bias(BIAS1)
            macro.sv | EVAL: last = count == 2'd2 | EVAL: last = count == 2'd1
            macro.sv | count == 2'd0 && first   | count == 2'd3 && first
            macro.sv | step == 16'd3            | step == 16'd2
            """)
    void design_withAFault_fails(String file, String right, String wrong) throws Exception {
        Path folder = FOLDER.resolve("fault");
        RegisterTransferFiles files = new RegisterTransferFiles(FAULT_FREE, faultFreeInput());
        files.write(folder);
        Files.deleteIfExists(folder.resolve("bench.vvp"));
        assertThat(run(folder, "make", "icarus")).contains("PASS");
        String text = Files.readString(folder.resolve(file));
        assertThat(text).containsOnlyOnce(right);
        Files.writeString(folder.resolve(file), text.replace(right, wrong));
        Files.delete(folder.resolve("bench.vvp"));
        run(folder, "make", "bench.vvp");
        Ended ended = ended(folder, "make", "icarus");
        assertThat(ended.exitValue()).isNotZero();
        assertThat(ended.said()).contains("FAIL").doesNotContain("PASS");
    }

    private static MacroInput faultFreeInput() {
        Random random = new Random(7);
        return new MacroInput(Subarrays.bits(random, 36, 0.5), new double[]{0, 1, 2, -1}, new double[]{1, 2, 3, 1}, 3,
                Subarrays.bits(random, 3 * 4 * 2 * 9, 0.5));
    }

    /** Saturated results, but a design whose overflow is an error: it says so until it is reset. */
    @Test
    void membrane_beyondItsRegister_raisesOverflow() throws Exception {
        Path folder = FOLDER.resolve("overflow");
        MacroInput input = new MacroInput(new byte[]{1}, new double[]{-90}, new double[]{1e9}, 1, new byte[]{1, 1});
        Architecture saturating = new Architecture(new ArraySize(1, 1), new ArrayTiming(1, 1, 1, false, 100),
                new SampleSteps(2, false), new MembraneFormat(0, 8, Overflow.SATURATE), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        Architecture strict = new Architecture(new ArraySize(1, 1), new ArrayTiming(1, 1, 1, false, 100),
                new SampleSteps(2, false), new MembraneFormat(0, 8, Overflow.ERROR), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(1, Pipelining.NONE));
        new RegisterTransferFiles(saturating, input).write(folder);
        Files.writeString(folder.resolve("macro.sv"), MacroModule.text(Subarray.of(strict, input), "By hand."));
        Files.writeString(folder.resolve("row.sv"), RowModule.text(Subarray.of(strict, input), "By hand."));
        Ended ended = ended(folder, "make", "icarus");
        assertThat(ended.exitValue()).isNotZero();
        assertThat(ended.said()).contains("membrane -74, expected 127", "FAIL: 1 differences", "overflow 1");
    }

    private static SimulatorDump eventSimulation(Subarrays.Case c, Path file) throws IOException {
        MacroSimulation simulation = new MacroSimulation(c.architecture(), c.input(), PopcountKernels.chosen());
        List<WaveformScope> scopes = List.of(new WaveformScope(MacroSimulation.SCOPE, simulation.signals()));
        try (WaveformRecorder waveforms = WaveformRecorder.open(file, simulation.scheduler(), scopes)) {
            simulation.run();
            waveforms.finish();
        }
        return SimulatorDump.read(file);
    }

    private static void assertSame(SimulatorDump expected, SimulatorDump dump, long endPs, String simulator,
            Architecture a) {
        for (String path : expected.paths()) {
            assertThat(dump.changes("bench." + path, endPs)).as("%s in %s of %s", path, simulator, a)
                    .isEqualTo(expected.changes(path, endPs));
        }
    }

    /** Builds quickly rather than for speed, with the runtime that an earlier configuration has compiled. */
    private static String verilatorFlags(Path folder) throws IOException {
        Path objects = Files.createDirectories(folder.resolve("verilated"));
        Files.deleteIfExists(objects.resolve("Vbench"));
        StringBuilder flags = new StringBuilder("OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0");
        for (String name : RUNTIME) {
            if (Files.exists(FOLDER.resolve(name))) {
                Files.copy(FOLDER.resolve(name), objects.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                flags.append(" -o ").append(name);
            }
        }
        return "VERILATOR_FLAGS=-MAKEFLAGS \"" + flags + "\"";
    }

    private static void keepRuntime(Path folder) throws IOException {
        for (String name : RUNTIME) {
            Path object = folder.resolve("verilated").resolve(name);
            if (Files.exists(object) && !Files.exists(FOLDER.resolve(name))) {
                Files.copy(object, FOLDER.resolve(name));
            }
        }
    }

    private static String run(Path folder, String... command) throws Exception {
        Ended ended = ended(folder, command);
        assertThat(ended.exitValue()).as("%s in %s:%n%s", String.join(" ", command), folder, ended.said()).isZero();
        return ended.said();
    }

    private record Ended(int exitValue, String said) {}

    private static Ended ended(Path folder, String... command) throws Exception {
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " in " + folder + " does not end");
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }
}
