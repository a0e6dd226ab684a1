package xnorsim.analog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.CellKind;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.readout.Variation;
import xnorsim.chip.arch.ArchitectureFile;

/** The voltages of the readout's equations against those of the same circuit in ngspice, at the simulated edges. */
class SpiceIT {

    private static final double TOLERANCE = 0.01;
    private static final Path FOLDER = Path.of(System.getProperty("spice.folder", "target/spice"));
    private static final Path REPORT = FOLDER.resolve("report.txt");
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static final String SLOW = "bus_width: 1\neval_cycles: 3\n";
    private static final String FAST = "bus_width: 16\neval_cycles: 1\n";
    private static final String LATCHED = "bus_width: 2\neval_cycles: 2\ndouble_buffered: true\n";

    @BeforeAll
    static void begin() throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(REPORT, "");
    }

    static Stream<Arguments> cases() {
        // RC of 0.0005 GOhm * 50 fF = 25 ns: of 20 to 40 ns held, much is lost.
        Hold plain = hold(50, INFINITE, 0, 0, SlotSummation.CHARGE_SHARING, 0.5);
        Hold leaking = hold(50, 0.0005, 0, 0, SlotSummation.CHARGE_SHARING, 0.5);
        Hold injecting = hold(50, INFINITE, 2, -3, SlotSummation.CHARGE_SHARING, 0.5);
        Hold both = hold(20, 0.01, -0.4, 1, SlotSummation.CHARGE_SHARING, 0.5);
        // 20 kOhm * 50 fF = 1 ns, of which a cycle of BUFFER is two; two more cycles are there before it.
        Hold slow = both.withCapacitanceFf(50).withSamplingSwitch(slow(20, 2_000));
        Hold early = both.withSamplingSwitch(slow(40, 1_000).withInjection(-0.4, 1));
        return Stream.of(
                Arguments.of("one-slot-settling", FAST, 1, charge(plain.withSamplingSwitch(slow(20, 2_000))), 7, 0),
                Arguments.of("one-slot-settling-long", SLOW, 1, charge(plain.withSamplingSwitch(slow(60, 6_000))), 7,
                        0),
                Arguments.of("sharing-settling", FAST, 2, charge(plain.withSamplingSwitch(slow(15, 500))), 14, 3),
                Arguments.of("sharing-settling-all", SLOW, 2, charge(slow), 12, 6),
                Arguments.of("integrator-settling-all", LATCHED, 2, charge(integrating(early, 0.5)), 13, 8),
                Arguments.of("current-settling-all", SLOW, 2, current(slow, 12), 9, 11),
                Arguments.of("one-slot", SLOW, 1, charge(plain), 5, 0),
                Arguments.of("one-slot-injection", SLOW, 1, charge(injecting), 11, 0),
                Arguments.of("one-slot-integrator", FAST, 1, charge(integrating(plain, 0.7)), 9, 0),
                Arguments.of("sharing", FAST, 2, charge(plain), 5, 12),
                Arguments.of("sharing-droop", SLOW, 2, charge(leaking), 16, 3),
                Arguments.of("sharing-droop-latched", LATCHED, 2, charge(leaking), 13, 7),
                Arguments.of("sharing-injection", FAST, 2, charge(injecting), 8, 15),
                Arguments.of("sharing-all", SLOW, 2, charge(both), 12, 6),
                Arguments.of("integrator-droop", SLOW, 2, charge(integrating(leaking, 0.45)), 14, 9),
                Arguments.of("integrator-all", LATCHED, 2, charge(integrating(both, 0.5)), 10, 4),
                Arguments.of("integrator-saturates", FAST, 2, charge(integrating(plain, 0.9)), 14, 10),
                Arguments.of("current", SLOW, 2, current(both, 8), 12, 6),
                Arguments.of("current-ideal-switch", FAST, 2, current(leaking, INFINITE), 3, 12));
    }

    private static Hold hold(double ff, double gohm, double fc, double fcPerV, SlotSummation adding, double gain) {
        return new Hold(ff, 0, gohm, SamplingSwitch.injecting(fc, fcPerV), adding, gain);
    }

    private static SamplingSwitch slow(double kohm, double closedPs) {
        return SamplingSwitch.IDEAL.withResistanceKohm(kohm).withClosedPs(closedPs);
    }

    private static Hold integrating(Hold h, double gain) {
        return h.withAdding(SlotSummation.INTEGRATOR, gain);
    }

    private static AnalogReadout charge(Hold hold) {
        return new AnalogReadout(CellKind.CHARGE, INFINITE, 0.9, hold, Conversion.EXACT, Variation.NONE);
    }

    private static AnalogReadout current(Hold hold, double onOff) {
        return new AnalogReadout(CellKind.CURRENT, onOff, 1.1, hold, Conversion.EXACT, Variation.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyVoltage_isThatOfTheCircuit(String name, String keys, int slots, AnalogReadout readout, int first,
            int second) throws Exception {
        int columns = 16;
        SampleTimes times = SimulatedTimes.of(ArchitectureFile.parse("rows: 1\ncolumns: " + columns + "\nresidual: "
                + (slots == 2) + "\n" + keys).architecture());
        List<boolean[]> agrees = new ArrayList<>();
        agrees.add(agreeing(columns, first, 0));
        if (slots == 2) {
            agrees.add(agreeing(columns, second, 5));
        }
        Map<String, Double> circuit = simulated(name, Netlist.of(readout, agrees, times));
        modelled(readout.transfer(columns, slots), first, second, times).forEach((node, volts) -> {
            double found = Objects.requireNonNull(circuit.get(node));
            note(String.format(Locale.ROOT, "%-24s %-6s %10.6f V  ngspice %10.6f V  %+.3f %%", name, node, volts, found,
                    100 * (found / volts - 1)));
            assertThat(Math.abs(found - volts)).as("%s: %s is %s V, ngspice %s V", name, node, volts, found)
                    .isLessThanOrEqualTo(TOLERANCE * Math.abs(volts));
        });
    }

    /** Some columns in a row agree. */
    private static boolean[] agreeing(int columns, int many, int from) {
        boolean[] agrees = new boolean[columns];
        for (int j = 0; j < many; j++) {
            agrees[(from + j) % columns] = true;
        }
        return agrees;
    }

    /** The model's voltages, from its equations in levels. */
    private static Map<String, Double> modelled(Transfer t, int first, int second, SampleTimes times) {
        double held1 = first * t.sampleGain() + t.sampleShift();
        Map<String, Double> volts = new HashMap<>();
        volts.put("held1", held1 * t.rowLevelV());
        if (t.slots() == 1) {
            volts.put("sum", t.sum(0, held1, 0) * t.levelV());
            return volts;
        }
        double held2 = second * t.sampleGain() + t.sampleShift();
        volts.put("kept1", held1 * t.decay(times.holdPs()) * t.rowLevelV());
        volts.put("held2", held2 * t.rowLevelV());
        volts.put("sum", t.sum(held1, held2, times.holdPs()) * t.levelV());
        return volts;
    }

    private static Map<String, Double> simulated(String name, String netlist) throws Exception {
        Path file = Files.writeString(FOLDER.resolve(name + ".cir"), netlist);
        Path log = FOLDER.resolve(name + ".log");
        Process spice = new ProcessBuilder("ngspice", "-b", file.toString()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        spice.waitFor();
        Matcher measured = Pattern.compile("^(held1|held2|kept1|sum)\\s*=\\s*(\\S+)", Pattern.MULTILINE)
                .matcher(Files.readString(log));
        Map<String, Double> volts = new HashMap<>();
        while (measured.find()) {
            volts.put(measured.group(1), Double.parseDouble(measured.group(2)));
        }
        assertThat(volts).as("ngspice's output is in " + log).containsKeys("held1", "sum");
        return volts;
    }

    private static void note(String line) {
        try {
            Files.writeString(REPORT, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
