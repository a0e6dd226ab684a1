package xnorsim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.vcd.VcdReader;

/** Runs that fail, files that cannot be written, dumps that make no sense. */
class VcdFailureTest {

    @TempDir
    private Path folder = Path.of("");

    private final TinyDesign tiny = new TinyDesign();

    private void failAt35(Path file, RecordingOptions options) {
        tiny.scheduleHistory();
        tiny.update(35, () -> tiny.state.set(8));
        assertThatThrownBy(() -> {
            try (WaveformRecorder writer = WaveformRecorder.open(file, tiny.engine, tiny.scopes(), options)) {
                tiny.engine.runUntil(50);
                writer.finish();
            }
        }).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("top.state").hasNoSuppressedExceptions();
    }

    @Test
    void failedRun_leavesTheFolderAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("old.vcd"), "of an earlier run");
        failAt35(file, RecordingOptions.DEFAULT);
        assertThat(file).hasContent("of an earlier run");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void failedRun_isKeptUpToTheFailureIfAsked() throws IOException {
        Path file = folder.resolve("half.vcd");
        failAt35(file, new RecordingOptions(List.of(), true));
        assertThat(VcdReader.read(file).times()).containsExactly(0L, 10L, 15L, 30L);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void closedDump_isNotTouchedByTheRestOfTheRun() throws IOException {
        tiny.scheduleHistory();
        Path file = folder.resolve("part.vcd");
        WaveformRecorder writer = WaveformRecorder.open(file, tiny.engine, tiny.scopes());
        tiny.engine.runUntil(20);
        writer.finish();
        tiny.engine.runUntil(50);
        writer.close();
        assertThat(VcdReader.read(file).times()).containsExactly(0L, 10L, 15L, 20L);
        assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void missingFolder_isNamed() {
        Path file = folder.resolve("nowhere").resolve("x.vcd");
        assertThatThrownBy(() -> WaveformRecorder.open(file, tiny.engine, tiny.scopes()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write the waveforms to " + file + ": " + file.getParent() + " is not a folder");
    }

    @Test
    void folderInPlaceOfTheFile_isNamed() {
        assertThatThrownBy(() -> WaveformRecorder.open(folder, tiny.engine, tiny.scopes()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write the waveforms to " + folder + ": it is a folder");
    }

    @Test
    void fileInPlaceOfTheFolder_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "").resolve("x.vcd");
        assertThatThrownBy(() -> WaveformRecorder.open(file, tiny.engine, tiny.scopes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void fullDisk_isSaidBeforeTheRunStarts() throws IOException {
        Path full = Path.of("/dev/full");
        assertThatThrownBy(() -> WaveformRecorder.open(full, tiny.engine, tiny.scopes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write the waveforms to /dev/full: ");
    }

    @Test
    void nameTakenByAFolderMeanwhile_isSaidAndNothingIsLeft() throws IOException {
        Path file = folder.resolve("x.vcd");
        try (WaveformRecorder writer = WaveformRecorder.open(file, tiny.engine, tiny.scopes())) {
            Files.createDirectories(file.resolve("inner"));
            assertThatThrownBy(writer::finish).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot write the waveforms to " + file);
        }
        assertThat(folder.toFile().list()).containsExactly("x.vcd");
    }

    @Test
    void nothingChosen_isRefused() {
        assertThatThrownBy(() -> WaveformRecorder.open(folder.resolve("x"), tiny.engine, List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no signal");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneNameTwice_isRefused() {
        var twice = List.of(new WaveformScope("a", List.of(tiny.clk.signal(), tiny.clk.signal())));
        assertThatThrownBy(() -> WaveformRecorder.open(folder.resolve("x"), tiny.engine, twice))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("clk");
        var laneAndSignal = List.of(new WaveformScope("top.state", List.of(tiny.clk.signal())),
                new WaveformScope("top", List.of(tiny.state.signal())));
        assertThatThrownBy(() -> WaveformRecorder.open(folder.resolve("x"), tiny.engine, laneAndSignal))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("state");
    }

    @Test
    void pathsAndComments_areChecked() {
        for (String path : List.of("", "a..b", "a b", ".a", "a.", "3a", "a:b")) {
            assertThatThrownBy(() -> new WaveformScope(path, List.of())).isInstanceOf(IllegalArgumentException.class);
        }
        for (String comment : List.of("a\nb", "\u00b5m", "x $end y")) {
            assertThatThrownBy(() -> new RecordingOptions(List.of(comment), false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
