package xnorsim.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.neuron.Firing;

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
        assertThat(read.out()).contains("reset", "assumed", "soft, from the file's metadata",
                "all numbers are restored from its model file", "wrote " + again);
        Network before = NetworkFile.read(model).network();
        Network after = NetworkFile.read(again).network();
        NetworkFile.arrays(before).forEach((name, array) -> assertThat(NetworkFile.arrays(after).get(name)).as(name)
                .usingRecursiveComparison().isEqualTo(array));
        assertThat(NetworkFile.read(again).metadata()).containsKey("assumed");
        Invocation json = Invocation.of("import", file, "-o", again, "--reset", "hard", "--json");
        assertThat(json.out()).startsWith("{").contains("\"notes\"");
        assertThat(NetworkFile.read(again).network().first().reset().hard()).isTrue();
    }

    @Test
    void rounding_of_a_run_is_listed_layer_by_layer() {
        Path file = folder.resolve("net.nir");
        Path again = folder.resolve("again.npz");
        Shape image = new Shape(1, 2, 2);
        Geometry first = Geometry.fullyConnected(image, 2);
        Geometry second = Geometry.fullyConnected(new Shape(2, 1, 1), 2);
        // 0.3 * 256 = 76.8 becomes 77: 0.2 / 256 = 0.00078 more. The other layer's numbers are multiples of 1 / 256.
        NetworkFile.write(model, new Network("two", image, 4, List.of(
                new FirstLayer("exact", first, new FixedWeights(4, 1, new int[]{1, 2, 3, 1, 2, 3, 1, 2}),
                        new Normalization(new double[]{0.5, -0.25}, new double[]{1, 1}), 1, 1, InputCoding.POISSON),
                new BinaryLayer("binary", second, new byte[]{0, 1, 1, 0}, new double[]{1, 1},
                        new Normalization(new double[]{0, 0}, new double[]{0.3, 1}), 1, false, 1),
                new LastLayer("out", second, new FixedWeights(4, 1, new int[]{1, 2, 3, 1}), new double[2]))),
                Map.of());
        Invocation.of("export", model, "-o", file);
        Invocation read = Invocation.of("import", file, "-o", again);
        assertThat(read.out().lines().filter(line -> line.contains("rounded")).toList()).singleElement().asString()
                .contains("binary", "8 fraction bits", "up to 0.00078", "fraction_bits: auto");
        assertThat(NetworkFile.read(again).metadata().get("rounded")).contains("binary: ");
    }

    /** NIR has no neurons that fire at their threshold: `import` knows from the metadata, others must be told. */
    @Test
    void export_ofALayerThatFiresAtItsThreshold_saysThatOthersDiffer() {
        Path at = new RunFiles(folder).model("at.npz", 4, new Dynamics(Leak.NONE, Firing.AT, Reset.SOFT));
        Path file = folder.resolve("at.nir");
        Path again = folder.resolve("again.npz");
        Invocation export = Invocation.of("export", at, "-o", file);
        assertThat(export.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(export.err()).contains("layer conv1 and 2 more: fires is at", "fire above").hasLineCount(1);
        assertThat(Invocation.of("export", model, "-o", file).err()).isEmpty();
        Invocation.of("export", at, "-o", file, "--quiet");
        Invocation.of("import", file, "-o", again);
        assertThat(NetworkFile.read(again).network().first().dynamics().firesAtThreshold()).isTrue();
    }

    @Test
    void import_of_something_else_is_refused() throws IOException {
        Path file = folder.resolve("net.nir");
        Path out = folder.resolve("out.npz");
        Invocation.of("import", file, "-o", out).assertRefused("net.nir", "no such file");
        Files.writeString(file, "x");
        Invocation.of("import", file, "-o", out).assertRefused("net.nir", "not an HDF5 file (its structure is broken)");
        Files.writeString(file, "text");
        Invocation.of("import", file, "-o", out).assertRefused("net.nir", "not an HDF5 file");
        Invocation.of("import", file, "-o", file).assertRefused("net.nir", "also an input");
        Invocation.of("import", file, "-o", out, "--dt", "0").assertRefused("dt is 0.0, expected");
        Invocation.of("import", file, "-o", out, "--reset", "none").assertRefused("reset", "expected soft or hard");
        Invocation.of("import", file, "-o", out, "--input-coding", "none").assertRefused("input-coding",
                "poisson or direct");
        Invocation.of("completion", "fish").assertRefused("fish, expected bash or zsh");
        assertThat(out).doesNotExist();
    }
}
