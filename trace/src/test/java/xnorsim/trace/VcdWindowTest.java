package xnorsim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.trace.gtkw.GtkwView;
import xnorsim.trace.vcd.VcdWriter;
import xnorsim.vcd.VcdDump;
import xnorsim.vcd.VcdReader;
import xnorsim.vcd.VcdVariable;

/** Dumps of a part of a run: by time and by size. */
class VcdWindowTest {

    @TempDir
    private Path folder = Path.of("");

    private final Path file = Path.of("part.vcd");

    private VcdDump record(RecordingOptions options) throws IOException {
        TinyDesign tiny = new TinyDesign();
        tiny.scheduleHistory();
        Path whole = folder.resolve(file);
        try (WaveformRecorder writer = WaveformRecorder.open(whole, tiny.engine, tiny.scopes(), options)) {
            tiny.engine.runUntil(50);
            writer.finish();
        }
        return VcdReader.read(whole);
    }

    @ParameterizedTest
    @CsvSource({"0,50", "0,12", "10,30", "12,35", "15,16", "31,32", "40,45", "45,60", "5,9"})
    void window_holdsWhatTheWholeDumpHoldsThere(long startPs, long endPs) throws IOException {
        VcdDump whole = record(RecordingOptions.DEFAULT);
        VcdDump part = record(RecordingOptions.DEFAULT.within(startPs, endPs));
        assertThat(part.paths()).isEqualTo(whole.paths());
        assertThat(part.times().getFirst()).isEqualTo(startPs);
        assertThat(part.times().getLast()).isEqualTo(Math.min(endPs, 50));
        for (VcdVariable variable : whole.variables()) {
            for (long time = startPs; time <= endPs; time++) {
                assertThat(part.variable(variable.path()).text(time)).as(variable.path() + " at " + time)
                        .isEqualTo(variable.text(time));
            }
        }
    }

    @Test
    void window_endsTheRunIfAsked() throws IOException {
        TinyDesign tiny = new TinyDesign();
        tiny.scheduleHistory();
        Path part = folder.resolve(file);
        try (WaveformRecorder writer = WaveformRecorder.open(part, tiny.engine, tiny.scopes(),
                RecordingOptions.DEFAULT.within(12, 20).endingRun())) {
            tiny.engine.runUntil(50);
            assertThat(tiny.engine.isStopped()).isTrue();
            assertThat(tiny.engine.nowPs()).isEqualTo(20);
            writer.finish();
            assertThat(writer.cutAtPs()).isEmpty();
        }
        assertThat(VcdReader.read(part).times()).containsExactly(12L, 15L, 20L);
    }

    @Test
    void limit_cutsBehindAWholeInstant() throws IOException {
        VcdDump whole = record(RecordingOptions.DEFAULT);
        long size = Files.size(folder.resolve(file));
        TinyDesign tiny = new TinyDesign();
        tiny.scheduleHistory();
        Path part = folder.resolve(file);
        try (WaveformRecorder writer = WaveformRecorder.open(part, tiny.engine, tiny.scopes(),
                RecordingOptions.DEFAULT.limited(size / 2))) {
            tiny.engine.runUntil(50);
            writer.finish();
            VcdDump cut = VcdReader.read(part);
            assertThat(cut.times()).isEqualTo(whole.times().subList(0, cut.times().size()));
            assertThat(writer.cutAtPs()).hasValue(cut.times().getLast());
            assertThat(cut.variable("top.clk").unsigned(0)).isEqualTo(BigInteger.ZERO);
        }
    }

    /** From the smallest file on, byte by byte: never larger, and a file that fits is whole. */
    @ParameterizedTest
    @ValueSource(strings = {"part.vcd", "part.vcd.gz"})
    void limit_isNeverExceeded(String name) throws IOException {
        Path part = folder.resolve(name);
        long whole = limited(part, Long.MAX_VALUE);
        byte[] all = Files.readAllBytes(part);
        int cuts = 0;
        double first = new VcdWriter.Kind().bytes(Path.of("part.vcd"), new WaveformHierarchy(new TinyDesign().scopes()),
                List.of(), new WaveformSink.Expected(List.of(), 0, 0));
        for (long limit = whole + 150; limit > 0; limit--) {
            TinyDesign tiny = new TinyDesign();
            tiny.scheduleHistory();
            try (WaveformRecorder writer = WaveformRecorder.open(part, tiny.engine, tiny.scopes(),
                    RecordingOptions.DEFAULT.limited(limit))) {
                tiny.engine.runUntil(50);
                writer.finish();
                cuts += writer.cutAtPs().isPresent() ? 1 : 0;
                if (writer.cutAtPs().isEmpty()) {
                    assertThat(part).hasBinaryContent(all);
                }
            }
            if (limit < first) {
                break;
            }
            assertThat(Files.size(part)).isLessThanOrEqualTo(limit);
        }
        assertThat(cuts).isPositive();
    }

    private static long limited(Path part, long limit) throws IOException {
        TinyDesign tiny = new TinyDesign();
        tiny.scheduleHistory();
        try (WaveformRecorder writer = WaveformRecorder.open(part, tiny.engine, tiny.scopes(),
                RecordingOptions.DEFAULT.limited(limit))) {
            tiny.engine.runUntil(50);
            writer.finish();
        }
        return Files.size(part);
    }

    @Test
    void emptyWindow_isRefused() {
        assertThatThrownBy(() -> RecordingOptions.DEFAULT.within(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordingOptions.DEFAULT.within(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void view_groupsRowsAndNamesStates() {
        TinyDesign tiny = new TinyDesign();
        WaveformScope scope = new WaveformScope("top",
                List.of(tiny.state.signal(), tiny.columns.signal(), tiny.level.signal(), tiny.pop.signal(),
                        tiny.membrane.signal()))
                .select(row -> row == 1);
        GtkwView view = new GtkwView("a.gtkw", "a.vcd", List.of(scope), Map.of("state", "a.state.txt"), 7,
                8000);
        assertThat(view.text())
                .startsWith(GtkwView.FIRST_LINE + "\n[dumpfile] \"a.vcd\"\n[savefile] \"a.gtkw\"\n[timestart] 7\n")
                .endsWith("""
                        @800200
                        -top
                        @2028
                        ^1 a.state.txt
                        top.state[2:0]
                        @22
                        top.columns[69:0]
                        @8420
                        top.level[4:0]
                        @20000
                        -
                        -
                        @800200
                        -row1
                        @24
                        top.row1.pop[2:0]
                        @8420
                        top.row1.membrane[3:0]
                        @20000
                        -
                        -
                        @1000200
                        -row1
                        @1000200
                        -top
                        """);
        assertThat(GtkwView.codes(2, List.of("IDLE", "LOAD", "EVAL"))).isEqualTo("00 IDLE\n01 LOAD\n10 EVAL\n");
    }
}
