package xnorsim.cli.waveform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.macro.MacroFiles;
import xnorsim.vcd.VcdDump;
import xnorsim.vcd.VcdReader;
import xnorsim.vcd.VcdVariable;

/** Choosing rows, signals, windows, triggers, layers, tiles and images: always a part of the whole waveform. */
class WaveformOptionsTest {
    private static final long PERIOD_PS = 2_000;

    @TempDir
    Path folder;

    private MacroFiles files;
    private Path wave;

    @BeforeEach
    void makeFiles() {
        files = new MacroFiles(folder);
        wave = folder.resolve("wave.vcd");
    }

    private Invocation macro(Object... options) {
        Object[] all = new Object[options.length + 2];
        all[0] = "--vcd";
        all[1] = wave;
        System.arraycopy(options, 0, all, 2, options.length);
        return files.macro(all);
    }

    private VcdDump dump(Object... options) throws IOException {
        Invocation run = macro(options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return VcdReader.read(wave);
    }

    private static void assertPartOf(VcdDump whole, VcdDump part, long startPs, long endPs) {
        assertThat(part.times().getFirst()).isEqualTo(startPs);
        assertThat(part.times().getLast()).isEqualTo(endPs);
        for (VcdVariable variable : part.variables()) {
            for (long time = startPs; time <= endPs; time += PERIOD_PS / 2) {
                assertThat(variable.text(time)).as(variable.path() + " at " + time)
                        .isEqualTo(whole.variable(variable.path()).text(time));
            }
        }
    }

    @Test
    void rowsAndSignals_areTheChosenOnes() throws IOException {
        VcdDump whole = dump();
        VcdDump part = dump("--vcd-rows", "0,2-2", "--vcd-signals", "phase,membrane,spike");
        assertThat(part.paths()).containsExactly("macro.phase", "macro.row0.membrane", "macro.row0.spike",
                "macro.row2.membrane", "macro.row2.spike");
        assertPartOf(whole, part, 0, whole.times().getLast());
    }

    @ParameterizedTest
    @CsvSource({"10:20,20000,39999", "5000ps:9ns,5000,8999", ":7,0,13999", "0.02us:,20000,-1"})
    void window_isTheChosenOne(String window, long startPs, long endPs) throws IOException {
        VcdDump whole = dump();
        assertPartOf(whole, dump("--vcd-window", window), startPs, endPs < 0 ? whole.times().getLast() : endPs);
    }

    @Test
    void trigger_isTheFirstInstantOfTheWholeWaveform() throws IOException {
        VcdDump whole = dump();
        int row = IntStream.range(0, 3).filter(i -> whole.variable("macro.row" + i + ".spike").changes().size() > 1)
                .findFirst().orElseThrow();
        long first = whole.variable("macro.row" + row + ".spike").changes().entrySet().stream()
                .filter(change -> change.getValue().equals("1")).findFirst().orElseThrow().getKey();
        Invocation run = macro("--trace-when", "spike row" + row, "--trace-before", 2, "--trace-after", 3);
        assertThat(run.err()).contains("--trace-when at cycle " + first / PERIOD_PS, "macro.row" + row + ".spike = 1");
        assertPartOf(whole, VcdReader.read(wave), first - 2 * PERIOD_PS, first + 4 * PERIOD_PS - 1);

        VcdVariable membrane = whole.variable("macro.row0.membrane");
        BigInteger most = membrane.changes().keySet().stream().map(membrane::signed).max(BigInteger::compareTo)
                .orElseThrow();
        long above = membrane.changes().keySet().stream().filter(time -> membrane.signed(time).equals(most)).findFirst()
                .orElseThrow();
        String bound = most.subtract(BigInteger.ONE) + ".5";
        assertThat(macro("--trace-when", "membrane row0 above " + bound, "--vcd-rows", "2").err())
                .contains("--trace-when at cycle " + above / PERIOD_PS, "macro.row0.membrane = " + most);
        assertThat(macro("--trace-when", "phase = FIRE").err()).contains("macro.phase = 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"difference", "code error", "membrane above 99999999999999999999", "spike row1 = 2"})
    void triggerThatNeverHappens_writesNothing(String condition) {
        Invocation run = macro("--trace-when", condition);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("is not written");
        assertThat(wave).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --vcd-rows    | 3              | 0..2, rows
            --vcd-rows    | 2-1            | 0..2, rows
            --vcd-rows    | x              | --vcd-rows is x
            --vcd-signals | membran        | --vcd-signals: no signal membran, choose from buffer, clk, code
            --vcd-rows    | 0 1            | --vcd-rows is "0 1"
            --vcd-limit   | 1 PB           | --vcd-limit is "1 PB"
            --vcd-window  | 20:10          | START:END
            --vcd-window  | 10             | START:END
            --vcd-window  | 1.2.3:9        | START:END
            --vcd-window  | 9999999:       | the end of the run
            --trace-when  | spike rowx     | is "spike rowx"
            --trace-when  | spikes row1    | docs/waveforms.md
            --trace-when  | spike row3     | --trace-when: no signal spike of row 3, expected an existing row
            --trace-when  | foo > 3        | --trace-when: no signal foo, choose from buffer, clk
            --trace-after | 5              | --trace-when
            --vcd-limit   | 1PB            | 500MB
            --vcd-limit   | 1kB            | choose --vcd-rows
            --vcd-limit   | 1KB            | choose --vcd-rows
            --vcd-limit   | 1kb            | choose --vcd-rows
            """)
    void badOption_isRefused(String option, String value, String words) {
        macro(option, value).assertRefused(option, words);
        assertThat(wave).doesNotExist();
        files.macro(option, value).assertRefused(option, "--vcd FILE");
    }

    @Test
    void otherFormats_areRefusedByName() {
        files.macro("--vcd", folder.resolve("w.fst")).assertRefused("w.fst: FST is not written",
                ".vcd or .vcd.gz; vcd2fst converts it");
        files.macro("--vcd", folder.resolve("w.GHW")).assertRefused("w.GHW: GHW is not written", ".vcd");
        assertThat(folder.resolve("w.fst")).doesNotExist();
        assertThat(files.macro("--vcd", folder.resolve("fst")).exitCode()).isZero();
    }

    @Test
    void estimate_isAboutTheSize() throws IOException {
        for (String name : List.of("wave.vcd", "other.vcd")) {
            wave = folder.resolve(name);
            String announced = macro(name.equals("wave.vcd") ? new Object[0] : new Object[]{"--vcd-window", "20:40"})
                    .err();
            double estimate = Double.parseDouble(announced.replaceFirst("(?s).*take about ([0-9.]+) kB.*", "$1"));
            assertThat(Files.size(wave) / 1000.0).isBetween(0.5 * estimate, 1.1 * estimate);
        }
    }

    @Test
    void view_isWrittenBesideAndOneOfTheUsersIsLeft() throws IOException {
        dump();
        Path view = folder.resolve("wave.gtkw");
        assertThat(view).content().contains("[dumpfile] \"wave.vcd\"", "^1 wave.phase.txt\nmacro.phase[2:0]");
        assertThat(folder.resolve("wave.phase.txt")).hasContent("""
                000 IDLE
                001 LOAD
                010 EVAL
                011 BUFFER
                100 SENSE
                101 INTEGRATE
                110 FIRE
                111 ADD
                """);
        Files.writeString(view, "[*] GTKWave Analyzer\n");
        assertThat(macro().err()).contains("wave.gtkw was not written by xnorsim");
        assertThat(view).hasContent("[*] GTKWave Analyzer");
    }

    @Test
    void layersTilesAndImages_areInOneFile() throws IOException {
        RunFiles run = new RunFiles(folder);
        Path arch = Files.writeString(folder.resolve("chip.yaml"), "rows: 3\ncolumns: 20\n");
        Invocation all = Invocation.of("run", run.model(), "--arch", arch, "--vcd", wave, "--vcd-layer", "all",
                "--vcd-tile", "all", "--vcd-image", "0,2");
        assertThat(all.exitCode()).as(all.err()).isZero();
        VcdDump whole = VcdReader.read(wave);
        assertThat(whole.paths()).contains("chip.clk", "chip.layer1_conv2.phase", "chip.layer1_conv2.state",
                "chip.layer2_conv3.tile_1_0.row1.pop", "chip.layer2_conv3.units_1.row1.membrane",
                "chip.layer2_conv3.column_1.columns").doesNotHaveDuplicates();
        assertThat(whole.comments().getFirst()).endsWith("images 0,2");
        Invocation one = Invocation.of("run", run.model(), "--arch", arch, "--vcd", wave, "--vcd-layer", "conv3",
                "--vcd-tile", "1,0", "--vcd-image", "0");
        assertThat(one.exitCode()).as(one.err()).isZero();
        VcdDump single = VcdReader.read(wave);
        long end = single.times().getLast();
        for (VcdVariable variable : single.variables()) {
            String name = variable.path().substring("macro.".length());
            String path = switch (name.substring(name.indexOf('.') + 1)) {
                case "clk" -> "chip.clk";
                case "phase", "slot", "step" -> "chip.layer2_conv3." + name;
                case "columns" -> "chip.layer2_conv3.column_0.columns";
                case "membrane", "spike" -> "chip.layer2_conv3.units_1." + name;
                default -> "chip.layer2_conv3.tile_1_0." + name;
            };
            for (long time = 0; time < end; time += PERIOD_PS / 2) {
                assertThat(variable.text(time)).as(path + " at " + time).isEqualTo(whole.variable(path).text(time));
            }
        }
        assertThat(whole.times().getLast()).isBetween(2 * end - 2 * PERIOD_PS, 2 * end + 2 * PERIOD_PS);
    }
}
