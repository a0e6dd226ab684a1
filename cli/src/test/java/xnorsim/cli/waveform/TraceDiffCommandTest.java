package xnorsim.cli.waveform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.cli.Invocation;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.macro.MacroFiles;

class TraceDiffCommandTest {
    @TempDir
    Path folder;

    private Path wave(String name, Object... options) {
        Path wave = folder.resolve(name);
        Object[] all = new Object[options.length + 2];
        all[0] = "--vcd";
        all[1] = wave;
        System.arraycopy(options, 0, all, 2, options.length);
        assertThat(new MacroFiles(folder).macro(all).exitCode()).isZero();
        return wave;
    }

    @Test
    void equalWaveforms_areEqual() {
        Invocation diff = Invocation.of("trace", "diff", wave("a.vcd"), wave("b.vcd.gz"));
        assertThat(diff.exitCode()).isZero();
        assertThat(diff.out()).contains("20 signals, no difference");
        assertThat(diff.err()).isEmpty();
    }

    @Test
    void differentWaveforms_nameSignalAndTime() throws IOException {
        Path wave = wave("a.vcd");
        Path other = Files.writeString(folder.resolve("c.vcd"),
                Files.readString(wave).replaceFirst("(?s)(#10000\n.*?)b100 ", "$1b110 "));
        Invocation diff = Invocation.of("trace", "diff", wave, other);
        assertThat(diff.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(diff.out()).contains("first difference  macro.", "a.vcd", "c.vcd");
        assertThat(Invocation.of("trace", "diff", wave, other, "--json").out()).startsWith("{\"equal\":false,")
                .contains("\"signal\":\"macro.", "\"time_ps\":");
    }

    @Test
    void femtoseconds_areNotRounded() throws IOException {
        String text = "$timescale %s $end $scope module m $end $var wire 1 ! a $end $upscope $end $enddefinitions"
                + " $end #0 0! #%d 1! #9000";
        Path fine = Files.writeString(folder.resolve("fine.vcd"), text.formatted("1 fs", 1500));
        Path coarse = Files.writeString(folder.resolve("coarse.vcd"), text.formatted("1 ps", 2));
        assertThat(Invocation.of("trace", "diff", fine, coarse).out()).contains("m.a at 1.50 ps (1.500 ps)");
        Path late = Files.writeString(folder.resolve("late.vcd"), text.formatted("1 fs", 2000));
        assertThat(Invocation.of("trace", "diff", fine, late, "--overlap").out()).contains("(1.500 ps)");
    }

    @Test
    void part_isEqualWhereItOverlaps() {
        Path part = wave("part.vcd", "--vcd-rows", "1", "--vcd-window", "10:30");
        assertThat(Invocation.of("trace", "diff", wave("a.vcd"), part).exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        Invocation overlap = Invocation.of("trace", "diff", wave("a.vcd"), part, "--overlap");
        assertThat(overlap.exitCode()).as(overlap.out()).isZero();
        assertThat(overlap.out()).contains("only in");
    }

    /** Another simulator stops one edge of the clock later. */
    @Test
    void oneEdgeMore_isSaidToBeOutsideOfTheOverlap() throws IOException {
        String text = "$scope module m $end $var wire 1 ! clk $end $upscope $end $enddefinitions $end #0 0! #5 1!"
                + " #10 0! ";
        Path one = Files.writeString(folder.resolve("one.vcd"), text + "#14");
        Path more = Files.writeString(folder.resolve("more.vcd"), text + "#15 1! #16");
        Invocation diff = Invocation.of("trace", "diff", one, more);
        assertThat(diff.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(diff.err()).contains("--overlap compares only these").hasLineCount(1);
        assertThat(Invocation.of("trace", "diff", one, more, "--json").out()).contains("\"equal_in_common\":true");
        assertThat(Invocation.of("trace", "diff", one, more, "--overlap").exitCode()).isZero();
        Path other = Files.writeString(folder.resolve("other.vcd"), text.replace("#5", "#6") + "#14");
        Invocation different = Invocation.of("trace", "diff", one, other);
        assertThat(different.err()).isEmpty();
        assertThat(Invocation.of("trace", "diff", one, other, "--json").out()).contains("\"equal_in_common\":false");
    }

    @Test
    void filesWithNothingInCommon_differ() throws IOException {
        String text = "$scope module %s $end $var wire 1 ! %s $end $upscope $end $enddefinitions $end %s";
        Path one = Files.writeString(folder.resolve("one.vcd"), text.formatted("m", "a", "#0 1! #5 0! #9"));
        Path other = Files.writeString(folder.resolve("other.vcd"), text.formatted("m", "b", "#0 1! #5 0! #9"));
        Path later = Files.writeString(folder.resolve("later.vcd"), text.formatted("m", "a", "#20 1! #30 0! #40"));
        Invocation diff = Invocation.of("trace", "diff", one, other, "--overlap");
        assertThat(diff.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(diff.out()).contains("compared", "0 signals: the files have no signal in common")
                .doesNotContain("no difference");
        Invocation time = Invocation.of("trace", "diff", one, later, "--overlap");
        assertThat(time.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(time.out()).contains("1 signal, but the files have no time range in common");
        Path wrapped = Files.writeString(folder.resolve("wrapped.vcd"),
                "$scope module TOP $end " + text.formatted("m", "a", "#0 1! #5 0! #9").replace("$upscope $end",
                        "$upscope $end $upscope $end"));
        Invocation around = Invocation.of("trace", "diff", one, wrapped);
        assertThat(around.exitCode()).as(around.out()).isZero();
        assertThat(around.out()).contains("scope TOP, which contains all signals of " + wrapped, "1 signal, no"
                + " difference");
    }

    @Test
    void badFiles_areRefused() throws IOException {
        Path wave = wave("a.vcd");
        Path text = Files.writeString(folder.resolve("text.vcd"), "no waveform");
        Invocation.of("trace", "diff", wave, text).assertRefused("text.vcd: line 1", "expected a VCD file");
        Invocation.of("trace", "diff", folder.resolve("none.vcd"), wave).assertRefused("none.vcd", "no such file");
        Invocation.of("trace", "diff", wave, folder).assertRefused("folder");
        Invocation.of("trace").assertRefused("diff");
    }
}
