package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingFileTest {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path folder;

    private static void write(Path file, String text) throws IOException {
        PendingFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String[] names() {
        return folder.toFile().list();
    }

    @Test
    void write_replacesAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("x");
        write(file, "old");
        write(file, "new");
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("x");
    }

    @Test
    void write_thatFails_leavesTheOldFile() throws IOException {
        Path file = folder.resolve("x");
        write(file, "old");
        assertThatThrownBy(() -> PendingFile.write(file, out -> {
            out.write(1);
            throw new IOException("no space");
        })).hasMessage("no space");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("x");
    }

    @Test
    void processesThatEnd_leaveNothingHalfWritten() throws IOException, InterruptedException {
        Path late = folder.resolve("late");
        try (UnfinishedProcess alive = UnfinishedProcess.start(folder.resolve("alive"), late)) {
            try (UnfinishedProcess _ = UnfinishedProcess.start(folder.resolve("killed"), late)) {
                assertThat(names()).hasSize(2).allMatch(name -> name.endsWith(".tmp"));
            }
            Files.createFile(folder.resolve(".killed.1-a.tmp.notes"));
            write(folder.resolve("next"), "whole");
            assertThat(names()).as("the dead one's is gone, the living one's is there").hasSize(3)
                    .contains("next", ".killed.1-a.tmp.notes").anyMatch(name -> name.startsWith(".alive."));
            assertThat(alive.terminate()).isEqualTo(SIGTERM);
            assertThat(names()).containsExactlyInAnyOrder("next", ".killed.1-a.tmp.notes", "late");
        }
    }

    @Test
    void leftovers_ofAnyNameAreRemoved_otherFilesStay() throws IOException {
        List<String> others = List.of(".x.tmp", "x.1-a.tmp", ".x.1-a.tmpx", ".x.1-g.tmp");
        for (String name : others) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(folder.resolve(".other.npz.4711-1a2b.tmp"));
        Files.createFile(folder.resolve(".other.npz.4711-1a2b.tmp.scratch"));
        Files.createDirectory(folder.resolve(".folder.1-1.tmp"));
        write(folder.resolve("x"), "");
        assertThat(names()).hasSize(6).contains("x", ".folder.1-1.tmp").containsAll(others);
    }

    @Test
    void scratch_goesWithTheFile() throws IOException {
        for (boolean kept : new boolean[]{true, false}) {
            try (PendingFile pending = PendingFile.replacing(folder.resolve("x"))) {
                Files.writeString(pending.scratch(), "by name");
                Files.copy(pending.scratch(), pending.stream());
                if (kept) {
                    pending.keep();
                }
            }
            assertThat(names()).containsExactly("x");
            assertThat(folder.resolve("x")).hasContent("by name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e4\u20ac\ud83d\ude00"})
    void name_asLongAsTheSystemHasThem(String part) throws IOException {
        String name = part.repeat(255 / part.getBytes(StandardCharsets.UTF_8).length);
        write(folder.resolve(name), "long");
        assertThat(folder.resolve(name)).hasContent("long");
        assertThat(names()).hasSize(1);
        assertThatThrownBy(() -> PendingFile.replacing(folder.resolve(name + part)).close())
                .hasMessageContaining("File name too long");
        assertThat(names()).hasSize(1);
    }

    @Test
    void link_isWrittenThrough_alsoOneToNothing() throws IOException {
        Path target = folder.resolve("target");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
        write(link, "first");
        write(link, "second");
        assertThat(target).hasContent("second");
        assertThat(link).isSymbolicLink();
        Path ring = Files.createSymbolicLink(folder.resolve("ring"), Path.of("ring"));
        assertThatThrownBy(() -> write(ring, "")).hasMessage("too many symbolic links");
    }

    @Test
    void device_isWrittenDirectlyOnlyIfAskedFor() throws IOException {
        Path device = Path.of("/dev/null");
        assertThatThrownBy(() -> write(device, "")).hasMessageContaining("not a regular file");
        try (PendingFile pending = PendingFile.streaming(device)) {
            pending.stream().write(1);
            pending.keep();
        }
        assertThat(device).exists();
    }
}
