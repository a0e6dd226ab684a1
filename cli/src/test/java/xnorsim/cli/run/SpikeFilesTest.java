package xnorsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;
import xnorsim.network.npy.NpzFile;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

class SpikeFilesTest {
    @TempDir
    Path folder;

    private Path model;
    private Path spikes;
    private final byte[] values = new byte[2 * 4 * 16];

    @BeforeEach
    void write() {
        model = new RunFiles(folder).model();
        spikes = folder.resolve("spikes.npy");
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * 5 % 7 < 4 ? 1 : 0);
        }
        NpyFile.write(spikes, NpyArray.ofUnsigned(values, 2, 4, 1, 4, 4));
    }

    private static NpyArray array(Path file, String name) {
        return Objects.requireNonNull(NpzFile.read(file).get(name), name);
    }

    @Test
    void inputs_drive_the_network_and_save_keeps_every_layer() {
        Path out = folder.resolve("out");
        Invocation run = Invocation.of("run", model, "--inputs", spikes, "--save", out);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("0 differ; 0 membranes differ");
        Network network = NetworkFile.read(model).network();
        ReferenceModel reference = ReferenceModel.fixedPoint(network, new MembraneNumbers(8, 32, OutOfRange.ERROR));
        for (int image = 0; image < 2; image++) {
            int first = image;
            SpikeSource source = (t, pixel) -> values[(first * 4 + t) * 16 + pixel] != 0;
            Recording expected = reference.run(source);
            for (int l = 0; l < network.layers().size(); l++) {
                Path file = out.resolve(network.layers().get(l).name() + ".npz");
                double[] membranes = array(file, "membranes").asDoubles();
                int size = membranes.length / 2;
                assertThat(java.util.Arrays.copyOfRange(membranes, image * size, (image + 1) * size))
                        .isEqualTo(expected.membranes(l));
                for (int t = 0; t < 4 && l + 1 < network.layers().size(); t++) {
                    byte[] saved = array(file, "spikes").asBytes01();
                    int at = (image * 4 + t) * size;
                    assertThat(java.util.Arrays.copyOfRange(saved, at, at + size)).isEqualTo(expected.spikes(l, t));
                }
            }
            assertThat(NpyFile.read(out.resolve("classes.npy")).asInts()[image]).isEqualTo(expected.predictedClass());
        }
    }

    @Test
    void spikes_that_rounding_changes_are_counted() throws IOException {
        Path arch = Files.writeString(folder.resolve("arch.yaml"), "fraction_bits: 0\n");
        Path out = folder.resolve("out");
        Invocation run = Invocation.of("run", model, "--arch", arch, "--inputs", spikes, "--save", out);
        Network network = NetworkFile.read(model).network();
        ReferenceModel real = ReferenceModel.real(network);
        int different = 0;
        int all = 0;
        for (int image = 0; image < 2; image++) {
            int first = image;
            Recording expected = real.run((t, pixel) -> values[(first * 4 + t) * 16 + pixel] != 0);
            for (int l = 0; l + 1 < network.layers().size(); l++) {
                byte[] saved = array(out.resolve(network.layers().get(l).name() + ".npz"), "spikes").asBytes01();
                int size = saved.length / 8;
                all += saved.length / 2;
                for (int i = 0; i < saved.length / 2; i++) {
                    different += saved[image * 4 * size + i] == expected.spikes(l, i / size)[i % size] ? 0 : 1;
                }
            }
        }
        assertThat(different).isPositive();
        assertThat(run.out()).contains("rounding").contains(String.format(java.util.Locale.ROOT,
                "%,d spikes (%.3f %%) differ from the real-valued equations", different, 100.0 * different / all));
        assertThat(Invocation.of("run", model, "--arch", arch, "--inputs", spikes, "--json").out())
                .contains("\"spikes_different_from_real_numbers\":" + different);
        Files.writeString(arch, "fraction_bits: auto\n");
        assertThat(Invocation.of("run", model, "--arch", arch, "--inputs", spikes).out())
                .contains("0 spikes (0.000 %)");
    }

    @Test
    void vectors_and_npz_are_the_same_inputs() {
        Path flat = folder.resolve("flat.npz");
        java.util.LinkedHashMap<String, NpyArray> arrays = new java.util.LinkedHashMap<>();
        arrays.put("spikes", NpyArray.ofSigned(values, 2, 4, 16));
        NpzFile.write(flat, arrays);
        Invocation one = Invocation.of("run", model, "--inputs", spikes, "--json");
        assertThat(Invocation.of("run", model, "--inputs", flat, "--json").out()).isEqualTo(one.out());
        assertThat(one.out()).contains("\"spikes_different\"");
    }

    /** The spikes of a coded image from a file: the waveform of the image itself, on any number of threads. */
    @Test
    void inputs_have_the_waveform_of_the_image_they_code() throws IOException {
        Network network = NetworkFile.read(model).network();
        LabelledImages images = LabelledImages.read(folder, Split.TEST);
        byte[] coded = new byte[2 * 4 * 16];
        for (int i = 0; i < coded.length; i++) {
            SpikeSource source = network.first().coding().source(1, i / 64, images.pixels(i / 64));
            coded[i] = (byte) (source.spike(i / 16 % 4, i % 16) ? 1 : 0);
        }
        NpyFile.write(spikes, NpyArray.ofUnsigned(coded, 2, 4, 16));
        Path expected = folder.resolve("image.vcd");
        Path wave = folder.resolve("inputs.vcd");
        Invocation.of("run", model, "--data", folder, "--images", 2, "--vcd", expected, "--vcd-image", 1);
        Invocation run = Invocation.of("run", model, "--inputs", spikes, "--vcd", wave, "--vcd-image", 1, "--threads",
                2,
                "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(wave).hasSameTextualContentAs(expected);
        assertThat(folder.resolve("inputs.gtkw")).exists();
        assertThat(Invocation.of("run", model, "--inputs", spikes, "--threads", 1, "--json").out())
                .isEqualTo(run.out());
        Invocation.of("run", model, "--inputs", spikes, "--vcd", spikes).assertRefused("spikes.npy");
        Invocation.of("run", model, "--inputs", spikes, "--vcd", wave, "--vcd-image", 2).assertRefused("--vcd-image");
        Invocation.of("run", model, "--inputs", spikes, "--threads", 0).assertRefused("threads is 0");
    }

    @Test
    void save_of_coded_images() {
        Path out = folder.resolve("coded");
        Invocation run = Invocation.of("run", model, "--data", folder, "--save", out, "--images", 2);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(array(out.resolve("conv1.npz"), "spikes").shape()).containsExactly(2, 4, 3, 4, 4);
        assertThat(run.out()).contains("accuracy").contains(" of 2)");
    }

    /** The inputs that are saved are those of the seed, and drive the network to the same spikes. */
    @Test
    void saved_inputs_repeat_the_run() {
        Path out = folder.resolve("coded");
        Path again = folder.resolve("again");
        Invocation.of("run", model, "--data", folder, "--save", out, "--images", 2, "--seed", 7);
        NpyArray inputs = NpyFile.read(out.resolve("inputs.npy"));
        assertThat(inputs.shape()).containsExactly(2, 4, 1, 4, 4);
        Network network = NetworkFile.read(model).network();
        LabelledImages images = LabelledImages.read(folder, Split.TEST);
        byte[] saved = inputs.asBytes01();
        for (int i = 0; i < saved.length; i++) {
            SpikeSource source = network.first().coding().source(7, i / 64, images.pixels(i / 64));
            assertThat(saved[i]).isEqualTo((byte) source.value(i / 16 % 4, i % 16));
        }
        Invocation run = Invocation.of("run", model, "--inputs", out.resolve("inputs.npy"), "--save", again);
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (String name : new String[]{"inputs.npy", "classes.npy", "conv1.npz", "conv3.npz", "out.npz"}) {
            assertThat(again.resolve(name)).hasSameBinaryContentAs(out.resolve(name));
        }
    }

    @Test
    void labels_give_the_accuracy() {
        Path labels = folder.resolve("labels.npy");
        Path out = folder.resolve("out");
        Invocation bare = Invocation.of("run", model, "--inputs", spikes, "--save", out, "--json");
        assertThat(bare.out()).contains("\"accuracy\":null");
        int first = NpyFile.read(out.resolve("classes.npy")).asInts()[0];
        int second = NpyFile.read(out.resolve("classes.npy")).asInts()[1];
        NpyFile.write(labels, NpyArray.of(new int[]{first, (second + 1) % 3}, 2));
        Invocation run = Invocation.of("run", model, "--inputs", spikes, "--labels", labels);
        assertThat(run.out()).contains("50.00 % (1 of 2)");
        assertThat(Invocation.of("run", model, "--inputs", spikes, "--labels", labels, "--images", 1, "--json").out())
                .contains("\"accuracy\":1.0");
        java.util.LinkedHashMap<String, NpyArray> arrays = new java.util.LinkedHashMap<>();
        arrays.put("spikes", NpyArray.ofUnsigned(values, 2, 4, 16));
        arrays.put("labels", NpyArray.of(new long[]{first, second}, 2));
        Path both = folder.resolve("both.npz");
        NpzFile.write(both, arrays);
        assertThat(Invocation.of("run", model, "--inputs", both).out()).contains("100.00 % (2 of 2)");
        assertThat(Invocation.of("run", model, "--inputs", spikes, "--labels", both).out())
                .contains("100.00 % (2 of 2)");
        Invocation.of("run", model, "--inputs", both, "--labels", labels).assertRefused("labels.npy",
                "contains labels too");
    }

    @Test
    void labels_that_do_not_fit_are_refused() {
        Path labels = folder.resolve("labels.npy");
        Invocation.of("run", model, "--inputs", spikes, "--labels", labels).assertRefused("labels.npy", "no such file");
        NpyFile.write(labels, NpyArray.of(new int[]{0, 3}, 2));
        Invocation.of("run", model, "--inputs", spikes, "--labels", labels)
                .assertRefused("labels.npy: the label of image 1 is 3, expected 0..2, the classes of network tiny");
        NpyFile.write(labels, NpyArray.of(new int[]{0, 1, 2}, 3));
        Invocation.of("run", model, "--inputs", spikes, "--labels", labels).assertRefused("labels.npy", "(2,)");
        NpyFile.write(labels, NpyArray.of(new double[]{0, 1}, 2));
        Invocation.of("run", model, "--inputs", spikes, "--labels", labels).assertRefused("labels.npy", "float64");
        Invocation.of("run", model, "--data", folder, "--labels", labels).assertRefused("expected --inputs SPIKES.npy");
    }

    /** Both kinds of run say when every layer worked on every time step, as the schedule has it. */
    @Test
    void starts_and_ends_are_those_of_the_schedule() throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        JsonNode map = mapper.readTree(Invocation.of("map", model, "--json").out()).get("layers");
        JsonNode own = mapper.readTree(Invocation.of("run", model, "--inputs", spikes, "--json").out()).get("layers");
        JsonNode coded = mapper.readTree(Invocation.of("run", model, "--data", folder, "--json").out()).get("layers");
        JsonNode streamed = mapper
                .readTree(Invocation.of("run", model, "--data", folder, "--stream", "--json").out()).get("layers");
        JsonNode stream = mapper.readTree(Invocation.of("map", model, "--images", 3, "--json").out()).get("layers");
        for (int l = 0; l < map.size(); l++) {
            for (String key : new String[]{"starts", "ends"}) {
                assertThat(map.get(l).get(key)).hasSize(4);
                assertThat(own.get(l).get(key)).isEqualTo(map.get(l).get(key));
                assertThat(coded.get(l).get(key)).isEqualTo(map.get(l).get(key));
                assertThat(streamed.get(l).get(key)).hasSize(12).isEqualTo(stream.get(l).get(key));
            }
        }
    }

    @Test
    void what_does_not_fit_is_refused() {
        NpyFile.write(spikes, NpyArray.ofUnsigned(values, 4, 2, 16));
        Invocation.of("run", model, "--inputs", spikes).assertRefused("spikes.npy", "shape is (4, 2, 16)",
                "(images, 4, 16)");
        NpyFile.write(spikes,
                NpyArray.ofUnsigned(new byte[]{2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                        0, 0, 0, 0, 0,
                        0, 0, 0, 0, 0}, 1, 4, 16));
        Invocation.of("run", model, "--inputs", spikes).assertRefused("element [0, 0, 0] is 2, expected 0 or 1");
        Invocation.of("run", model, "--inputs", spikes, "--stream").assertRefused("--stream");
        Invocation.of("run", model, "--inputs", folder.resolve("none.npy")).assertRefused("none.npy", "no such file");
    }
}
