package xnorsim.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.Clock;
import xnorsim.sim.Engine;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.VectorSignal;
import xnorsim.vcd.VcdDump;
import xnorsim.vcd.VcdReader;

class VcdWriterTest {

    @TempDir
    private Path folder = Path.of("");

    private static String golden() throws IOException {
        try (var stream = Objects.requireNonNull(VcdWriterTest.class.getResourceAsStream("every-kind.vcd"))) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void writeTiny(TinyDesign tiny, Path file) throws IOException {
        tiny.scheduleHistory();
        var options = new RecordingOptions(List.of("every kind of signal"), false);
        try (WaveformRecorder writer = WaveformRecorder.open(file, tiny.engine, tiny.scopes(), options)) {
            tiny.engine.runUntil(50);
            writer.finish();
        }
    }

    @Test
    void everyKind_isWrittenAsByHand() throws IOException {
        Path file = folder.resolve("tiny.vcd");
        writeTiny(new TinyDesign(), file);
        assertThat(file).content(StandardCharsets.US_ASCII).isEqualTo(golden());
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void goldenFile_isReadByTheIndependentReader() throws IOException {
        VcdDump dump = VcdReader.read(golden());
        assertThat(dump.comments()).containsExactly("every kind of signal");
        assertThat(dump.times()).containsExactly(0L, 10L, 15L, 30L, 40L, 50L);
        assertThat(dump.variable("top.level").signed(10)).isEqualTo(-1);
        assertThat(dump.variable("top.level").signed(29)).isEqualTo(-16);
        assertThat(dump.variable("top.level").signed(30)).isEqualTo(15);
        assertThat(dump.variable("top.row1.membrane").signed(50)).isEqualTo(-8);
        assertThat(dump.variable("top.volts").number(50)).isEqualTo(-1.5e-7);
        assertThat(dump.variable("top.columns").unsigned(10).bitCount()).isEqualTo(2);
    }

    @Test
    void nameEndingInGz_isCompressed() throws IOException {
        Path file = folder.resolve("tiny.vcd.gz");
        writeTiny(new TinyDesign(), file);
        assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
        assertThat(VcdReader.read(file)).usingRecursiveComparison().isEqualTo(VcdReader.read(golden()));
    }

    @Test
    void existingFile_isReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.vcd"), "old");
        writeTiny(new TinyDesign(), file);
        assertThat(file).content().isEqualTo(golden());
    }

    @Test
    void scopesThatShareLevels_areWrittenOnceWithPlainSignalsBeforeLanes() throws IOException {
        Engine engine = new Engine();
        Scope array = engine.root().child("array");
        BankSignal code = array.bank("row", 3, "code", 4, false, lane -> lane).signal();
        BankSignal wide = array.bank("column", 2, "load", 1, false, lane -> 0).signal();
        BitSignal full = array.bit("full").signal();
        BankSignal pop = array.bank("row", 3, "pop", 2, false, lane -> 1).signal();
        BitSignal busy = array.bit("busy").signal();
        Path file = folder.resolve("scopes.vcd");
        try (WaveformRecorder writer = WaveformRecorder.open(file, engine,
                List.of(new WaveformScope("chip.layer2", List.of(code, wide, full, pop)).select(lane -> lane != 1),
                        new WaveformScope("chip", List.of(busy))))) {
            writer.finish();
        }
        VcdDump dump = VcdReader.read(file);
        assertThat(dump.paths()).containsExactly("chip.busy", "chip.layer2.full", "chip.layer2.row0.code",
                "chip.layer2.row0.pop", "chip.layer2.row2.code", "chip.layer2.row2.pop", "chip.layer2.column0.load");
        assertThat(dump.variable("chip.layer2.row2.code").text(0)).isEqualTo("0010");
    }

    @Test
    void identifiers_areShortestFirstAndAllDifferent() throws IOException {
        Engine engine = new Engine();
        BankSignal bank = engine.root().bank("row", 10_000, "spike", 1, false, lane -> lane & 1).signal();
        Path file = folder.resolve("many.vcd");
        try (WaveformRecorder writer = WaveformRecorder.open(file, engine,
                List.of(new WaveformScope("many", List.of(bank))))) {
            writer.finish();
        }
        List<Integer> lengths = Files.readAllLines(file).stream().filter(line -> line.startsWith("$var"))
                .map(line -> line.split(" ", -1)[3].length()).toList();
        assertThat(lengths).isSorted().filteredOn(length -> length == 1).hasSize(94);
        assertThat(lengths).filteredOn(length -> length == 2).hasSize(94 * 94);
        VcdDump dump = VcdReader.read(file);
        for (int lane = 0; lane < 10_000; lane++) {
            assertThat(dump.variables().get(lane).text(0)).isEqualTo(lane % 2 == 0 ? "0" : "1");
        }
    }

    @Test
    void changesOfTheOpeningInstant_settleIntoTheInitialValues() throws IOException {
        TinyDesign tiny = new TinyDesign();
        tiny.update(0, () -> tiny.state.set(1));
        Path file = folder.resolve("zero.vcd");
        try (WaveformRecorder writer = WaveformRecorder.open(file, tiny.engine, tiny.scopes())) {
            tiny.update(0, () -> tiny.state.set(6));
            tiny.engine.step();
            tiny.update(0, () -> tiny.level.set(3));
            tiny.engine.step();
            writer.finish();
        }
        VcdDump dump = VcdReader.read(file);
        assertThat(dump.times()).containsExactly(0L);
        assertThat(dump.variable("top.state").changes()).isEqualTo(Map.of(0L, "110"));
        assertThat(dump.variable("top.level").changes()).isEqualTo(Map.of(0L, "00011"));
    }

    @Test
    void dumpOpenedLater_beginsAtThatInstant() throws IOException {
        TinyDesign tiny = new TinyDesign();
        tiny.scheduleHistory();
        tiny.engine.runUntil(17);
        Path file = folder.resolve("late.vcd");
        try (WaveformRecorder writer = WaveformRecorder.open(file, tiny.engine, tiny.scopes())) {
            tiny.engine.runUntil(40);
            writer.finish();
        }
        VcdDump dump = VcdReader.read(file);
        assertThat(dump.times()).containsExactly(17L, 30L, 40L);
        assertThat(dump.variable("top.level").changes()).isEqualTo(Map.of(17L, "10000", 30L, "01111"));
    }

    @Test
    void clock_togglesWhenWatchedAndTheLastStampIsTheEndOfTheRun() throws IOException {
        Engine engine = new Engine();
        Clock clock = new Clock(engine.root().child("macro"), "clk", 2000);
        Path file = folder.resolve("clock.vcd");
        try (WaveformRecorder writer = WaveformRecorder.open(file, engine, WaveformScope.tree(engine.root()))) {
            clock.start();
            engine.runUntil(5500);
            writer.finish();
        }
        assertThat(file).content().endsWith("""
                #0
                $dumpvars
                0!
                $end
                #2000
                1!
                #3000
                0!
                #4000
                1!
                #5000
                0!
                #5500
                """);
    }

    @Test
    void otherProbesAndOrderOfChanges_doNotMoveAByte() throws IOException {
        TinyDesign tiny = new TinyDesign();
        tiny.scheduleHistory();
        long[] told = {0};
        for (var scope : tiny.scopes().reversed()) {
            scope.signals().reversed().forEach(signal -> signal.watch((which, lane) -> told[0]++));
        }
        tiny.update(10, () -> tiny.flag.set(1));
        tiny.update(10, () -> tiny.flag.set(0));
        Path file = folder.resolve("again.vcd");
        var options = new RecordingOptions(List.of("every kind of signal"), false);
        try (WaveformRecorder first = WaveformRecorder.open(folder.resolve("first.vcd"), tiny.engine,
                tiny.scopes().reversed());
                WaveformRecorder writer = WaveformRecorder.open(file, tiny.engine, tiny.scopes(), options)) {
            tiny.engine.runUntil(50);
            writer.finish();
            first.finish();
        }
        assertThat(told[0]).isPositive();
        assertThat(file).content().isEqualTo(golden());
        assertThat(VcdReader.read(folder.resolve("first.vcd")).paths().getFirst()).isEqualTo("chip.layer2.count");
    }

    @Test
    void steadyState_allocatesNothing() throws IOException {
        Engine engine = new Engine();
        Scope scope = engine.root().child("macro");
        long[] register = new long[8];
        VectorSignal.Driver vector = scope.vector("columns", 500, register);
        IntegerSignal.Driver integer = scope.integer("phase", 3, false);
        RealSignal.Driver real = scope.real("volts");
        long[] lanes = new long[100];
        BankSignal.Driver bank = scope.bank("row", 100, "membrane", 32, true, lane -> lanes[lane]);
        long[] random = {1};
        xnorsim.sim.Event event = new xnorsim.sim.Event() {
            @Override
            public void fire() {
                random[0] = random[0] * 6364136223846793005L + 1442695040888963407L;
                register[(int) (random[0] >>> 61)] = random[0] >>> 12;
                lanes[(int) (random[0] >>> 58)] = random[0] >> 32;
                vector.updated();
                integer.set(random[0] >>> 61);
                real.set(random[0] * 1e-9);
                bank.updated();
                engine.schedule(engine.nowPs() + 1000, Phase.UPDATE, this);
            }
        };
        engine.schedule(1000, Phase.UPDATE, event);
        Path file = folder.resolve("steady.vcd");
        try (WaveformRecorder writer = WaveformRecorder.open(file, engine, WaveformScope.tree(engine.root()))) {
            engine.runUntil(10_000_000);
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            long between = threads.getCurrentThreadAllocatedBytes();
            engine.runUntil(20_000_000);
            long after = threads.getCurrentThreadAllocatedBytes();
            assertThat(after - between - (between - before)).isLessThan(1_000);
            writer.finish();
        }
        assertThat(Files.size(file)).isGreaterThan(10_000_000);
    }
}
