package xnorsim.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.vcd.VcdDump;
import xnorsim.vcd.VcdReader;
import xnorsim.vcd.VcdVariable;

/** A format of waveforms that main code has never heard of, through whole commands. */
class ChangeCountsTest {
    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
    }

    private void run(Object... options) {
        Invocation run = Invocation
                .of(Stream.concat(Stream.of("run", files.model(), "--images", 1), Stream.of(options)).toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    private static long changes(VcdVariable variable, VcdDump dump) {
        long changes = 0;
        for (int k = 1; k < dump.times().size(); k++) {
            changes += variable.text(dump.times().get(k)).equals(variable.text(dump.times().get(k - 1))) ? 0 : 1;
        }
        return changes;
    }

    @Test
    void ending_choosesTheFormat() throws IOException {
        run("--vcd", folder.resolve("x.count"), "--vcd-window", "10:60");
        run("--vcd", folder.resolve("x.vcd"), "--vcd-window", "10:60");
        VcdDump dump = VcdReader.read(folder.resolve("x.vcd"));
        List<String> lines = lines("x.count");
        assertThat(lines.getFirst())
                .isEqualTo("from " + dump.times().getFirst() + " ps to " + dump.times().getLast() + " ps");
        assertThat(lines.stream().skip(1).map(line -> line.replaceFirst("\\[.*]", "")))
                .containsExactlyElementsOf(dump.variables().stream()
                        .map(variable -> variable.path() + " " + changes(variable, dump)).toList());
    }

    @Test
    void view_isForFormatsThatGtkwaveOpens() {
        run("--vcd", folder.resolve("x.count"));
        assertThat(folder.resolve("x.gtkw")).doesNotExist();
        run("--vcd", folder.resolve("x.vcd"));
        assertThat(folder.resolve("x.gtkw")).exists();
    }

    @Test
    void handshakes_takeTheFormatToo() throws IOException {
        run("--handshakes", folder.resolve("h.COUNT"));
        assertThat(lines("h.COUNT")).anyMatch(line -> line.startsWith("chip.layer0_conv1.state[2:0] "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.txt", "x.count.vcd", "count"})
    void otherNames_areValueChangeDumps(String name) throws IOException {
        run("--vcd", folder.resolve(name), "--vcd-window", ":9");
        assertThat(lines(name).getFirst()).isEqualTo("$version xnorsim $end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "macro", "verify"})
    void help_namesTheFormatsThatAreRegistered(String command) {
        assertThat(Invocation.of(command, "--help").out().lines()).contains(
                "Waveform formats by file extension (default VCD):",
                "  .count               change counts", "  .vcd, .vcd.gz        value change dump");
    }

    @Test
    void unwrittenFormat_isRefusedWithThoseThatAre() {
        Invocation.of("run", files.model(), "--vcd", folder.resolve("x.lxt2")).assertRefused("x.lxt2",
                "LXT2 is not written", ".vcd, .vcd.gz, .count");
    }
}
