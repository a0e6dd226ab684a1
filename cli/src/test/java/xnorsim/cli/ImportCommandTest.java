package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.network.Network;
import xnorsim.network.file.NetworkFile;

class ImportCommandTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = new RunFiles(folder).model();
    }

    @Test
    void import_of_an_exported_network_is_the_same_network() {
        Path file = folder.resolve("net.nir");
        Path again = folder.resolve("again.npz");
        assertThat(Invocation.of("export", model, "-o", file).exitCode()).isEqualTo(ExitCode.OK);
        Invocation read = Invocation.of("import", file, "-o", again);
        assertThat(read.exitCode()).as(read.err()).isEqualTo(ExitCode.OK);
        assertThat(read.out()).contains("reset", "assumed", "soft: a file does not say", "wrote " + again);
        Network before = NetworkFile.read(model).network();
        Network after = NetworkFile.read(again).network();
        assertThat(after.layers().stream().map(layer -> layer.name() + layer.geometry()).toList())
                .isEqualTo(before.layers().stream().map(layer -> layer.name() + layer.geometry()).toList());
        assertThat(NetworkFile.read(again).metadata()).containsKey("assumed");
        Invocation json = Invocation.of("import", file, "-o", again, "--reset", "hard", "--json");
        assertThat(json.out()).startsWith("{").contains("\"notes\"");
        assertThat(NetworkFile.read(again).network().first().reset().hard()).isTrue();
    }

    @Test
    void import_of_something_else_is_refused() throws IOException {
        Path file = folder.resolve("net.nir");
        Path out = folder.resolve("out.npz");
        Invocation.of("import", file, "-o", out).assertRefused("net.nir", "no such file");
        Files.writeString(file, "x");
        Invocation.of("import", file, "-o", out).assertRefused("net.nir", "no HDF5 file (its structure is broken)");
        Files.writeString(file, "text");
        Invocation.of("import", file, "-o", out).assertRefused("net.nir", "no HDF5 file");
        Invocation.of("import", file, "-o", file).assertRefused("net.nir", "also an input");
        Invocation.of("import", file, "-o", out, "--dt", "0").assertRefused("dt is 0.0, expected");
        Invocation.of("import", file, "-o", out, "--reset", "none").assertRefused("reset");
        assertThat(out).doesNotExist();
    }
}
