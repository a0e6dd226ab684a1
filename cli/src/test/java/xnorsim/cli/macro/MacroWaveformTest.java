package xnorsim.cli.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.npy.NpyArray;
import xnorsim.vcd.VcdDump;
import xnorsim.vcd.VcdReader;
import xnorsim.vcd.VcdVariable;

/** The waveform of {@code macro}, read by a reader that shares nothing with the writer: names, kinds, widths, times. */
class MacroWaveformTest {
    private static final long PERIOD_PS = 2_000;

    @TempDir
    Path folder;

    private MacroFiles files;

    @BeforeEach
    void makeFiles() {
        files = new MacroFiles(folder);
    }

    private VcdDump waveform() throws IOException {
        Path wave = folder.resolve("wave.vcd");
        assertThat(files.macro("--vcd", wave).exitCode()).isZero();
        return VcdReader.read(wave);
    }

    /** Kind and range of every variable, by its full name. */
    private static Map<String, String> declarations(VcdDump dump) {
        Map<String, String> declarations = new TreeMap<>();
        for (VcdVariable variable : dump.variables()) {
            declarations.put(variable.path(),
                    (variable.real() ? "real " : "wire ") + variable.width() + variable.range());
        }
        return declarations;
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void everySignal_isDeclaredAndStartsAtReset(boolean doubleBuffered, boolean residual) throws IOException {
        int slots = residual ? 2 : 1;
        files.write("arch.yaml",
                MacroFiles.ARCH + "double_buffered: " + doubleBuffered + "\nresidual: " + residual + "\n");
        files.write("spikes.npy", NpyArray.ofUnsigned(bytes(2 * 4 * slots * 5), 2, 4, slots, 5));
        VcdDump dump = waveform();
        Map<String, String> expected = new TreeMap<>(Map.of("macro.clk", "wire 1", "macro.phase", "wire 3[2:0]",
                "macro.slot", "wire 1", "macro.step", "wire 16[15:0]", "macro.columns", "wire 5[4:0]"));
        if (doubleBuffered) {
            expected.put("macro.shadow", "wire 5[4:0]");
            expected.put("macro.full", "wire 1");
        }
        // 0..5 takes 3 bits, and with two slots 0..10 takes 4.
        String sum = residual ? "wire 4[3:0]" : "wire 3[2:0]";
        for (int row = 0; row < 3; row++) {
            String scope = "macro.row" + row + ".";
            expected.putAll(Map.of(scope + "pop", "wire 3[2:0]", scope + "buffer", sum, scope + "code", sum,
                    scope + "membrane", "wire 32[31:0]", scope + "spike", "wire 1"));
        }
        assertThat(declarations(dump)).isEqualTo(expected);
        assertThat(dump.timescale()).isEqualTo("1 ps");
        assertThat(dump.variables()).allSatisfy(v -> assertThat(v.unsigned(0)).as(v.path()).isEqualTo(BigInteger.ZERO));
        if (!doubleBuffered) {
            // Two samples of T * (slots * (L + E + 1) + S + 2) cycles, the edge that begins the first, and the next
            // one.
            int cycles = 2 * 4 * (slots * (3 + 1 + 1) + 1 + 2);
            assertThat(dump.times().getLast()).isEqualTo((cycles + 2) * PERIOD_PS - 1);
        }
        assertTimes(dump);
    }

    /** The clock ticks from edge 1 to the end, and nothing else changes but at its rising edges. */
    private static void assertTimes(VcdDump dump) {
        VcdVariable clock = dump.variable("macro.clk");
        long end = dump.times().getLast();
        Map<Long, String> expected = new TreeMap<>(Map.of(0L, "0"));
        for (long edge = PERIOD_PS; edge <= end; edge += PERIOD_PS) {
            expected.put(edge, "1");
            expected.put(edge + PERIOD_PS / 2, "0");
        }
        assertThat(clock.changes()).isEqualTo(expected);
        assertThat((end + 1) % PERIOD_PS).isZero();
        assertThat(dump.variables()).filteredOn(variable -> variable != clock)
                .allSatisfy(variable -> assertThat(variable.changes().keySet())
                        .allSatisfy(time -> assertThat(time % PERIOD_PS).as(variable.path()).isZero()));
    }

    private static byte[] bytes(int count) {
        byte[] bits = new byte[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (byte) (i * i % 3 % 2);
        }
        return bits;
    }

    @Test
    void vBuffer_afterTheFirstSampling_isItsVoltageOrWhatTheIntegratorGivesOfIt() throws IOException {
        files.write("spikes.npy", NpyArray.ofUnsigned(bytes(2 * 4 * 2 * 5), 2, 4, 2, 5));
        String arch = MacroFiles.ARCH + "residual: true\nreadout: {kind: charge, supply_v: 1, adding: ";
        files.write("arch.yaml", arch + "charge_sharing}\n");
        VcdDump shared = waveform();
        files.write("arch.yaml", arch + "integrator, integrator_gain: 0.25}\n");
        VcdDump integrated = waveform();
        int firsts = 0;
        for (int row = 0; row < 3; row++) {
            String name = "macro.row" + row + ".";
            for (long edge : shared.variable(name + "v_buffer").changes().tailMap(1L).keySet()) {
                // At this edge the slot that has been sampled is still the one shown just before.
                boolean first = shared.variable("macro.slot").unsigned(edge - 1).signum() == 0;
                double pop = shared.variable(name + "pop").unsigned(edge - 1).doubleValue();
                double volts = shared.variable(name + "v_buffer").number(edge);
                if (first) {
                    assertThat(volts).isCloseTo(pop / 5, within(1e-12));
                    firsts++;
                }
                assertThat(integrated.variable(name + "v_buffer").number(edge))
                        .isCloseTo((first ? 0.25 : 0.5) * volts, within(1e-12));
            }
        }
        assertThat(firsts).isPositive();
    }

    @Test
    void everyValue_isThatOfTheWaveformWrittenByHand() throws IOException {
        files.write("arch.yaml", """
                rows: 2
                columns: 3
                bus_width: 2
                time_steps: 1
                fraction_bits: 0
                membrane_bits: 8
                clock_period_ps: 10
                """);
        files.write("weights.npy", NpyArray.ofUnsigned(new byte[]{1, 0, 1, 0, 1, 1}, 2, 3));
        files.write("mean.npy", NpyArray.of(new double[]{0, 1}, 2));
        files.write("threshold.npy", NpyArray.of(new double[]{1, 1}, 2));
        files.write("spikes.npy", NpyArray.ofUnsigned(new byte[]{1, 0, 1}, 1, 1, 1, 3));
        VcdDump byHand;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("two-by-three.vcd"))) {
            byHand = VcdReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        VcdDump dump = waveform();
        assertThat(declarations(dump)).isEqualTo(declarations(byHand));
        for (VcdVariable expected : byHand.variables()) {
            assertThat(dump.variable(expected.path()).changes()).as(expected.path()).isEqualTo(expected.changes());
        }
        assertThat(dump.times()).isEqualTo(byHand.times());
    }
}
