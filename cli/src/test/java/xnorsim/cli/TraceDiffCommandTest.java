package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void part_isEqualWhereItOverlaps() {
        Path part = wave("part.vcd", "--vcd-rows", "1", "--vcd-window", "10:30");
        assertThat(Invocation.of("trace", "diff", wave("a.vcd"), part).exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        Invocation overlap = Invocation.of("trace", "diff", wave("a.vcd"), part, "--overlap");
        assertThat(overlap.exitCode()).as(overlap.out()).isZero();
        assertThat(overlap.out()).contains("only in");
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
