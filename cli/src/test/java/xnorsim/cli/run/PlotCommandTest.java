package xnorsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.macro.MacroFiles;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpzFile;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

class PlotCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path plots;

    @BeforeEach
    void write() {
        model = new RunFiles(folder).model();
        plots = folder.resolve("plots");
    }

    private List<String> drawn() throws IOException {
        try (Stream<Path> files = Files.list(plots)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Test
    void model_is_simulated_and_drawn() throws IOException {
        Invocation run = Invocation.of("plot", model, "--data", folder, "-o", plots, "--layer", "conv2,out");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        // The last layer does not fire.
        assertThat(drawn()).containsExactly("conv2-membranes.png", "conv2-membranes.svg", "conv2-raster.png",
                "conv2-raster.svg", "conv2-rates.png", "conv2-rates.svg", "out-membranes.png", "out-membranes.svg");
    }

    @Test
    void saved_files_give_the_same_figures_as_the_model() throws IOException {
        Invocation.of("plot", model, "--data", folder, "-o", plots, "--format", "svg", "--layer", "conv2,out");
        List<byte[]> before = contents();
        Path saved = folder.resolve("saved");
        assertThat(Invocation.of("run", model, "--data", folder, "--save", saved, "--every-step").exitCode()).isZero();
        Invocation run = Invocation.of("plot", saved, "-o", plots, "--format", "svg", "--quiet", "--layer",
                "conv2,out");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
        Invocation one = Invocation.of("plot", saved.resolve("conv3.npz"), "-o", folder.resolve("one"), "--kind",
                "rates,raster", "--images", "0,2", "--neurons", "0-3,7", "--format", "png");
        assertThat(one.exitCode()).as(one.err()).isEqualTo(ExitCode.OK);
        assertThat(one.out().lines()).hasSize(2);
    }

    private List<byte[]> contents() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (String name : drawn()) {
            contents.add(Files.readAllBytes(plots.resolve(name)));
        }
        return contents;
    }

    @Test
    void trace_is_the_reference_models_membrane_of_shorter_runs() {
        Path saved = folder.resolve("saved");
        Invocation.of("run", model, "--data", folder, "--save", saved, "--every-step");
        Network network = NetworkFile.read(model).network();
        LabelledImages images = LabelledImages.read(folder, Split.TEST);
        for (int steps = 1; steps <= network.timeSteps(); steps++) {
            Network shorter = new Network(network.name(), network.input(), steps, network.layers());
            Recording recording = ReferenceModel.fixedPoint(shorter, new MembraneNumbers(8, 24, OutOfRange.ERROR))
                    .run(network.first().coding().source(1, 2, images.pixels(2)));
            for (int l = 0; l < network.layers().size(); l++) {
                NpyArray trace = Objects.requireNonNull(
                        NpzFile.read(saved.resolve(network.layers().get(l).name() + ".npz")).get("trace"));
                int size = trace.elements() / RunFiles.IMAGES / network.timeSteps();
                int from = (2 * network.timeSteps() + steps - 1) * size;
                assertThat(Arrays.copyOfRange(trace.asDoubles(), from, from + size))
                        .isEqualTo(recording.membranes(l));
            }
        }
    }

    @Test
    void subarray_is_drawn() throws IOException {
        MacroFiles macro = new MacroFiles(folder);
        assertThat(macro.macro("--out", folder.resolve("macro.npz")).exitCode()).isZero();
        Invocation run = Invocation.of("plot", folder.resolve("macro.npz"), "-o", plots, "--format", "png");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(drawn()).containsExactly("macro-membranes.png", "macro-raster.png", "macro-rates.png");
    }

    @Test
    void what_cannot_be_drawn_is_refused() throws IOException {
        Path saved = folder.resolve("saved");
        Invocation.of("run", model, "--data", folder, "--save", saved);
        Invocation.of("plot", saved, "-o", plots, "--kind", "membranes").assertRefused("--every-step");
        Invocation.of("plot", saved, "-o", plots, "--layer", "conv9").assertRefused("conv9", "conv2");
        Invocation.of("plot", model, "--data", folder, "-o", plots, "--layer", "conv9").assertRefused("conv9", "conv2");
        Invocation.of("plot", saved, "-o", plots, "--images", "3").assertRefused("--images is 3", "0..2");
        Invocation.of("plot", saved, "-o", plots, "--neurons", "99999").assertRefused("--neurons", "conv1");
        Invocation.of("plot", saved, "-o", plots, "--format", "gif").assertRefused("gif", "png or svg");
        Invocation.of("plot", folder.resolve("none"), "-o", plots).assertRefused("none");
        Invocation.of("plot", model).assertRefused("--out");
        Invocation.of("run", model, "--data", folder, "--every-step").assertRefused("--save");
        Files.createDirectories(folder.resolve("empty"));
        Invocation.of("plot", folder.resolve("empty"), "-o", plots).assertRefused("no .npz file");
    }
}
