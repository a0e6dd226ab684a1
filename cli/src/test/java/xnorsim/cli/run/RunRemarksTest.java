package xnorsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.macro.MacroFiles;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.data.UnusedClasses;
import xnorsim.network.file.NetworkFile;

/** What takes no part in a run is said, and kept for scripts. */
class RunRemarksTest {
    @TempDir
    Path folder;

    private Path model;
    private Network network;

    @BeforeEach
    void write() {
        model = new RunFiles(folder).model();
        network = NetworkFile.read(model).network();
    }

    /** The tiny network with a threshold that its second layer never reaches. */
    private void kill() {
        var layers = new java.util.ArrayList<>(network.layers());
        BinaryLayer b = (BinaryLayer) layers.get(1);
        Normalization never = new Normalization(new double[4], new double[]{1, 1, 1, 1});
        layers.set(1, new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(), never, 1e4, false, b.pool()));
        NetworkFile.write(model, new Network("dead", network.input(), 4, layers), Map.of());
    }

    private static List<String> remarks(Invocation run) throws IOException {
        JsonNode json = JsonMapper.shared().readTree(run.out());
        return json.get("remarks").valueStream().map(JsonNode::stringValue).toList();
    }

    @Test
    void dead_layer_is_named() throws IOException {
        kill();
        Invocation run = Invocation.of("run", model, "--data", folder, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("xnorsim: layer conv2 never fires on these images\n");
        assertThat(remarks(run)).contains("layer conv2 never fires on these images");
        Invocation quiet = Invocation.of("run", model, "--data", folder, "--json", "--quiet");
        assertThat(quiet.err()).isEmpty();
        assertThat(remarks(quiet)).isEqualTo(remarks(run));
        Invocation saved = Invocation.of("run", model, "--data", folder, "--save", folder.resolve("s"), "--json");
        assertThat(remarks(saved)).contains("layer conv2 never fires on these images");
        Invocation.of("run", model, "--data", folder, "--out", folder.resolve("out"));
        assertThat(folder.resolve("out/report.json")).content().contains("layer conv2 never fires");
    }

    @Test
    void labels_from_one_are_remarked_on() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        new LabelledImages(new Shape(1, 4, 4), new byte[4 * 16], new byte[]{1, 2, 1, 2}).write(data, Split.TEST);
        Invocation run = Invocation.of("run", model, "--data", data, "--images", 1, "--json");
        assertThat(run.err()).contains(
                data + ": no image has label 0, of 3 classes; classes count from 0, and these labels seem to count"
                        + " from 1");
        assertThat(remarks(run)).anyMatch(remark -> remark.contains("no image has label 0"));
    }

    @Test
    void class_that_is_never_predicted() {
        List<Double> rates = List.of(0.1, 1.0, 0.2);
        assertThat(RunRemarks.of(network, rates, List.of(1, 1, 1), List.of(0, 1, 0))).containsExactly(
                "layer conv2 fires everywhere in every time step",
                "class 0 is never predicted, though 2 of the 3 images have it");
        assertThat(RunRemarks.of(network, List.of(0.0, 0.0, 0.2), List.of(1), List.of(2)))
                .containsExactly("layers conv1 and conv2 never fire on these images",
                        "class 2 is never predicted, though 1 of the 1 images has it");
        assertThat(RunRemarks.of(network, List.of(0.1, 0.1, 0.1), List.of(1), List.of(1))).isEmpty();
        assertThat(RunRemarks.of(network, List.of(), Collections.nCopies(30, 1), List.of()))
                .containsExactly("classes 0 and 2 are never predicted");
        assertThat(RunRemarks.of(network, List.of(), List.of(1), List.of())).isEmpty();
    }

    @Test
    void class_without_an_image_is_remarked_on_where_there_are_many() {
        byte[] labels = new byte[40];
        IntStream.range(0, 40).forEach(k -> labels[k] = (byte) (k % 2));
        LabelledImages images = new LabelledImages(new Shape(1, 1, 1), new byte[40], labels);
        assertThat(UnusedClasses.remark(images, 3)).contains("no image has label 2, of 3 classes");
        assertThat(UnusedClasses.remark(images, 4)).contains("no image has label 2 or 3, of 4 classes");
        assertThat(UnusedClasses.remark(images, 2)).isEmpty();
        assertThat(UnusedClasses.remark(images, 1)).isEmpty();
        assertThat(UnusedClasses.remark(images.range(0, 8), 3)).isEmpty();
        assertThat(UnusedClasses.remark(new LabelledImages(new Shape(1, 1, 1), new byte[200], new byte[200]), 20))
                .contains("no image has label 1, 2, 3, 4, 5, 6, 7, 8 or 11 more, of 20 classes");
    }

    /** Differences through a noisy readout are its effect: nothing calls them a failure. */
    @Test
    void readout_is_named_where_it_makes_spikes_others() throws IOException {
        Path noisy = Files.writeString(folder.resolve("noisy.yaml"), "readout: {kind: charge, cell_sigma: 0.5}\n");
        Invocation run = Invocation.of("run", model, "--data", folder, "--arch", noisy);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("due to the charge readout, which the reference model ignores; not a failure",
                        "equations", "due to readout and rounding together")
                .doesNotContain("rounding  ");
        Invocation saved = Invocation.of("run", model, "--data", folder, "--arch", noisy, "--save",
                folder.resolve("s"));
        assertThat(saved.out()).contains("due to the charge readout", "rounding together");
        assertThat(Invocation.of("run", model, "--data", folder, "--arch", noisy, "--json").out())
                .contains("\"readout\":\"charge\"");
        assertThat(Invocation.of("run", model, "--data", folder).out()).contains("rounding  ")
                .doesNotContain("readout");
    }

    @Test
    void macro_does_not_call_the_readout_s_effect_different() throws IOException {
        MacroFiles files = new MacroFiles(folder);
        Files.writeString(files.path("arch.yaml"),
                MacroFiles.ARCH + "\nreadout: {kind: current, cell_sigma: 2, dead_row_rate: 0.9}\n");
        Invocation run = files.macro();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains(" differ\n", "due to the current readout").doesNotContain("DIFFERENT");
        assertThat(files.macro("--json").out()).contains("\"readout\":\"current\"");
    }
}
