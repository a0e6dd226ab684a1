package xnorsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.Architecture;
import xnorsim.chip.MacroSimulation;
import xnorsim.trace.VcdScope;
import xnorsim.trace.VcdWriter;
import xnorsim.vcd.VcdDump;
import xnorsim.vcd.VcdReader;
import xnorsim.vcd.VcdVariable;

/**
 * The emitted subarray in Icarus and Verilator: every change of every signal of docs/timing.md, at the same picosecond and to
 * the same value as in the event simulation; and Yosys synthesizes it. Needs the three programs (profile {@code rtl}).
 */
class SimulatorsIT {

    private static final Path FOLDER = Path.of(System.getProperty("rtl.folder"));
    private static final long SEED = Long.getLong("rtl.seed");

    /** What Verilator links with every bench; compiled for the first one only. */
    private static final List<String> RUNTIME = List.of("verilated.o", "verilated_vcd_c.o", "verilated_timing.o",
            "verilated_threads.o");

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
        VcdDump expected = eventSimulation(c, folder.resolve("xnorsim.vcd"));
        long endPs = (files.expected().cycles() + 2) * c.architecture().clockPeriodPs();
        assertThat(expected.variables()).hasSize(
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

    private static VcdDump eventSimulation(Subarrays.Case c, Path file) throws IOException {
        MacroSimulation simulation = new MacroSimulation(c.architecture(), c.input(), PopcountKernels.chosen());
        List<VcdScope> scopes = List.of(new VcdScope(MacroSimulation.SCOPE, simulation.signals()));
        try (VcdWriter waveforms = VcdWriter.open(file, simulation.scheduler(), scopes)) {
            simulation.run();
            waveforms.finish();
        }
        return VcdReader.read(file);
    }

    private static void assertSame(VcdDump expected, SimulatorDump dump, long endPs, String simulator, Architecture a) {
        for (VcdVariable variable : expected.variables()) {
            NavigableMap<Long, String> changes = variable.changes();
            assertThat(dump.changes("bench." + variable.path(), endPs)).as("%s in %s of %s", variable, simulator, a)
                    .isEqualTo(changes);
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
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(log);
        assertThat(ended && process.exitValue() == 0).as("%s in %s:%n%s", String.join(" ", command), folder, said)
                .isTrue();
        return said;
    }
}
