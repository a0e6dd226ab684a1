package xnorsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.Stride;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.neuron.Firing;

class RunCommandTest {
    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
    }

    private Invocation run(Object... options) {
        return Invocation
                .of(Stream.concat(Stream.of("run", files.model()), Arrays.stream(options)).toArray());
    }

    private JsonNode json(Object... options) {
        Invocation run = run(Stream.concat(Stream.of("--json"), Arrays.stream(options)).toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        return JsonMapper.shared().readTree(run.out());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void json_has_the_promised_keys() {
        JsonNode report = json("--seed", 5);
        assertThat(report.propertyNames()).contains("accuracy", "images", "spikes_compared", "spikes_different",
                "cycles_per_image", "images_per_second", "seed", "layers");
        assertThat(report.path("images").asInt()).isEqualTo(RunFiles.IMAGES);
        assertThat(report.path("seed").asLong()).isEqualTo(5);
        // Images * T * (3 * 16 + 4 * 16 + 5 * 4) units before pooling
        assertThat(report.path("spikes_compared").asLong()).isEqualTo(RunFiles.IMAGES * 4 * (48 + 64 + 20));
        assertThat(report.path("spikes_different").asLong()).isZero();
        assertThat(report.path("membranes_different").asLong()).isZero();
        assertThat(report.path("layers")).hasSize(4);
        assertThat(report.path("layers").get(1).propertyNames()).contains("name", "tiles", "passes", "cycles",
                "spike_rate");
    }

    @Test
    void cycles_are_the_formula_of_the_timing_page() throws IOException {
        Path arch = write("arch.yaml",
                "rows: 2\ncolumns: 10\nbus_width: 5\neval_cycles: 3\nsense_cycles: 2\nlanes: 7\n");
        JsonNode report = json("--arch", arch);
        // conv1: 16 positions * 9 * 3 additions in 7 lanes: ceil(432 / 7) = 62
        // conv2: fan-in 27: 3 column tiles, R = 2; pass = 1 * (2 + 3 + 1) + 2 + 2 + 2 = 12; 16 positions: 192
        // conv3: fan-in 36: 4 column tiles, R = 2; pass = 2 * (2 + 3 + 1) + 2 + 2 + 2 = 18; 4 positions: 72
        // out: 20 * 3 additions in 7 lanes: ceil(60 / 7) = 9
        assertThat(report.path("cycles_per_image").asDouble()).isEqualTo(4.0 * (62 + 192 + 72 + 9));
        assertThat(report.path("layers").get(1).path("tiles").asInt()).isEqualTo(2 * 3);
        assertThat(report.path("layers").get(2).path("tiles").asInt()).isEqualTo(3 * 4);
    }

    @Test
    void files_have_the_same_bytes_whatever_the_threads() throws IOException {
        Path one = folder.resolve("one");
        Path three = folder.resolve("deep/three");
        json("--threads", 1, "--out", one);
        json("--threads", 3, "--out", three);
        for (String name : new String[]{"report.json", "layers.csv", "predictions.csv"}) {
            assertThat(three.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
        }
        assertThat(one.resolve("predictions.csv")).content().startsWith("image,label,prediction\n0,0,");
        assertThat(JsonMapper.shared().readTree(one.resolve("report.json").toFile()).path("images").asInt())
                .isEqualTo(3);
    }

    @Test
    void waveform_of_a_subarray_is_written_twice_alike_and_changes_nothing() throws IOException {
        Path wave = folder.resolve("wave.vcd");
        JsonNode plain = json("--images", 2);
        JsonNode traced = json("--images", 2, "--vcd", wave, "--vcd-layer", "conv3", "--vcd-tile", "0,0", "--vcd-image",
                2);
        byte[] bytes = Files.readAllBytes(wave);
        json("--images", 1, "--vcd", wave, "--vcd-layer", "2", "--vcd-image", "2");
        assertThat(Files.readAllBytes(wave)).isEqualTo(bytes);
        assertThat(wave).content().contains("$scope module macro $end", "layer 2 (conv3), tile 0,0, image 2");
        assertThat(traced.path("cycles_per_image")).isEqualTo(plain.path("cycles_per_image"));
        assertThat(traced.path("accuracy")).isEqualTo(plain.path("accuracy"));
    }

    @Test
    void text_shows_every_layer_and_progress_goes_to_standard_error() {
        Invocation run = run();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("tiny", "conv1", "conv2", "conv3", "out", "0 differ", "input seed 1");
        assertThat(run.err()).startsWith("simulating: 33 %").contains("100 % (3 of 3 images");
    }

    @Test
    void no_compare_compares_nothing() {
        assertThat(json("--no-compare").path("spikes_compared").asLong()).isZero();
        assertThat(run("--no-compare").out()).contains("not compared",
                "without the comparison");
        assertThat(run().out()).contains("with the comparison");
    }

    @Test
    void residual_of_the_architecture_is_noted() throws IOException {
        Invocation run = run("--arch", write("arch.yaml", "residual: false\n"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("arch.yaml: residual has no effect here").contains("for each layer");
    }

    @Test
    void fraction_bits_auto_areThoseOfTheCertificate() throws IOException {
        var certificate = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(Invocation.of("certify", files.model(), "--json").out());
        int membrane = certificate.path("membrane_bits").intValue();
        Invocation run = run("--arch", write("arch.yaml", "fraction_bits: auto\n"), "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"fraction_bits\":" + certificate.path("fraction_bits").intValue() + ",",
                "\"membrane_bits\":" + membrane + ",", "\"certified\":true",
                "\"spikes_different_from_real_numbers\":0");
        assertThat(run("--arch", write("arch.yaml", "fraction_bits: auto\nmembrane_bits: 40\n")).out())
                .contains("40-bit membranes, certified for every input");
        run("--arch", write("arch.yaml", "fraction_bits: auto\nmembrane_bits: 8\n")).assertRefused("arch.yaml",
                "membrane_bits is 8", "at least " + membrane);
    }

    @Test
    void model_in_a_folder_is_found_with_its_images() {
        assertThat(Invocation.of("run", folder, "--json").exitCode()).isZero();
    }

    @Test
    void info_shows_layers_and_notes() {
        Invocation text = Invocation.of("info", files.model());
        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).contains("conv2", "licence", "6 bits * 2^-4");
        Invocation json = Invocation.of("info", files.model(), "--json");
        JsonNode info = JsonMapper.shared().readTree(json.out());
        assertThat(info.path("layers").get(2).path("residual").asBoolean()).isTrue();
        assertThat(info.path("metadata").path("licence").asString()).isEqualTo("none");
    }

    @Test
    void info_showsLeaksAndFiring() {
        Path leaky = files.model("leaky.npz", 4, new Dynamics(new Leak.Factor(3, 2), Firing.AT, Reset.hard(0)));
        assertThat(Invocation.of("info", leaky).out()).containsPattern(
                "conv2 +leak round\\(u \\* 3 / 2\\^2\\), fires at threshold, hard reset\n")
                .containsPattern("3 out +none\n");
        JsonNode layers = JsonMapper.shared().readTree(Invocation.of("info", leaky, "--json").out()).path("layers");
        assertThat(layers.get(1).path("leak")).hasToString("{\"factor\":3,\"bits\":2}");
        assertThat(layers.get(1).path("fires").stringValue()).isEqualTo("at");
        assertThat(layers.get(1).path("reset").stringValue()).isEqualTo("hard");
        assertThat(layers.get(3).path("fires").isNull()).isTrue();
        Path shifted = files.model("shifted.npz", 4, new Dynamics(new Leak.Shift(3), Firing.ABOVE, Reset.SOFT));
        assertThat(Invocation.of("info", shifted).out())
                .contains("leak u - (u >> 3), fires above threshold, soft reset");
        assertThat(Invocation.of("info", files.model()).out()).doesNotContain("fires");
    }

    @Test
    void info_stridesPaddingsAndDilationsThatDifferFromSideToSide_asTheModelFileHasThem() {
        Geometry first = new Geometry(new Shape(1, 4, 4), 2,
                new Kernel(2, 3, new Stride(1, 2), new Padding(0, 1, 1, 2), new Dilation(3, 1)), 1);
        Geometry last = Geometry.fullyConnected(first.output(), 2);
        Path model = folder.resolve("uneven.npz");
        NetworkFile.write(model, new Network("uneven", first.input(), 1, List.of(
                new FirstLayer("a", first, new FixedWeights(4, 0, new int[first.weights()]), Normalization.identity(2),
                        1, 1, InputCoding.POISSON),
                new LastLayer("b", last, new FixedWeights(4, 0, new int[last.weights()]), new double[2]))), Map.of());
        assertThat(Invocation.of("info", model).out()).containsPattern("2x3 dilation 3,1 +1,2 +0,1,1,2 ");
        JsonNode layers = JsonMapper.shared().readTree(Invocation.of("info", model, "--json").out()).path("layers");
        assertThat(layers.get(0).path("stride").toString()).isEqualTo("[1,2]");
        assertThat(layers.get(0).path("padding").toString()).isEqualTo("[0,1,1,2]");
        assertThat(layers.get(0).path("dilation").toString()).isEqualTo("[3,1]");
        assertThat(layers.get(1).path("stride").asInt()).isEqualTo(1);
    }
}
