package xnorsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.model.ImportRounding;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.neuron.Reset;
import xnorsim.network.Shape;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.npy.NpyArray;
import xnorsim.network.npy.NpyFile;

/** What run, certify and verify say about the equations in real numbers, on networks that meet their thresholds. */
class RealNumbersTest {
    private static final Shape IMAGE = new Shape(1, 2, 2);

    @TempDir
    Path folder;

    private static Network network(double alpha, double sigma, double theta, InputCoding coding, Reset reset) {
        Shape four = new Shape(4, 1, 1);
        Geometry g = Geometry.fullyConnected(IMAGE, 4);
        return new Network("tie", IMAGE, 4, List.of(
                new FirstLayer("in", g,
                        new FixedWeights(2, 0, new int[]{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}),
                        Normalization.identity(4), 0.5, 1, coding, Dynamics.of(Reset.hard(0))),
                new BinaryLayer("tie", Geometry.fullyConnected(four, 1), new byte[]{1, 1, 1, 1}, new double[]{alpha},
                        new Normalization(new double[1], new double[]{sigma}), theta, false, 1, Dynamics.of(reset)),
                new LastLayer("out", Geometry.fullyConnected(new Shape(1, 1, 1), 2),
                        new FixedWeights(2, 0, new int[]{1, -1}), new double[]{0, 0.25})));
    }

    private Path model(double alpha, double sigma, double theta, InputCoding coding, Reset reset) {
        Path file = folder.resolve("tie.npz");
        NetworkFile.write(file, network(alpha, sigma, theta, coding, reset), Map.of());
        return file;
    }

    private static JsonNode json(Object... arguments) {
        Invocation run = Invocation.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        return JsonMapper.shared().readTree(run.out());
    }

    /**
     * sigma is the double below 4/3, so that the exact threshold is just below 4, which four spikes exceed in every
     * step.
     */
    @Test
    void thresholdJustBelowFour_isRoundedToFour() throws IOException {
        Path model = model(0.125, 4.0 / 3, 0.375, InputCoding.POISSON, Reset.SOFT);
        byte[] ones = new byte[16];
        java.util.Arrays.fill(ones, (byte) 1);
        Path spikes = folder.resolve("spikes.npy");
        NpyFile.write(spikes, NpyArray.ofUnsigned(ones, 1, 4, 4));
        assertThat(
                json("run", model, "--inputs", spikes, "--json").path("spikes_different_from_real_numbers").intValue())
                .isEqualTo(1);
        Path arch = Files.writeString(folder.resolve("arch.yaml"), "fraction_bits: auto\n");
        JsonNode auto = json("run", model, "--inputs", spikes, "--arch", arch, "--json");
        assertThat(auto.path("spikes_different_from_real_numbers").intValue()).isZero();
        assertThat(auto.path("certified").booleanValue()).isTrue();
        assertThat(Invocation.of("run", model, "--inputs", spikes, "--arch", arch).out()).contains(
                auto.path("fraction_bits").intValue() + " fraction bits, "
                        + auto.path("membrane_bits").intValue() + "-bit membranes, certified for every input",
                "0 spikes (0.000 %) differ from the real-valued equations");
        // The same through coded images: white pixels spike in every step.
        byte[] white = new byte[4];
        java.util.Arrays.fill(white, (byte) 255);
        new LabelledImages(IMAGE, white, new byte[1]).write(folder, Split.TEST);
        assertThat(json("run", model, "--data", folder, "--json").path("spikes_different_from_real_numbers").intValue())
                .isEqualTo(1);
        assertThat(json("run", model, "--data", folder, "--arch", arch, "--json")
                .path("spikes_different_from_real_numbers").intValue()).isZero();
    }

    /** 0.5 / 0.1 is 5 in double, and less for the number that the double 0.1 is: a run rounds it. */
    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.125, 0"})
    void importSaysWhatIsRounded_alsoWhereDoubleDoesNotSeeIt(double alpha, int notes) {
        assertThat(0.5 / 0.1).isEqualTo(5);
        assertThat(ImportRounding.notes(network(alpha, 1, 0.5, InputCoding.POISSON, Reset.SOFT))).hasSize(notes);
    }

    /**
     * Direct coding and hard resets are certified, checked, verified, and taken by auto: no spike is another than a
     * real one.
     */
    @ParameterizedTest
    @CsvSource({"DIRECT, soft, 0", "DIRECT, hard, 0", "POISSON, hard, 0", "POISSON, hard, -0.3", "DIRECT, hard, 0.1"})
    void directCodingAndHardResets_areSupportedByAll(InputCoding coding, String reset, double to) throws IOException {
        Path model = model(0.1, 1, 0.3, coding, reset.equals("hard") ? Reset.hard(to) : Reset.SOFT);
        Path certificate = folder.resolve("cert.json");
        JsonNode certified = json("certify", model, "--out", certificate, "--json");
        assertThat(certified.path("certified").booleanValue()).isTrue();
        assertThat(certified.path("problem").isNull()).isTrue();
        assertThat(json("certify", model, "--check", certificate, "--json").path("certified").booleanValue()).isTrue();
        byte[] pixels = new byte[20 * 4];
        new Random(1).nextBytes(pixels);
        new LabelledImages(IMAGE, pixels, new byte[20]).write(folder, Split.TEST);
        JsonNode verified = json("verify", model, "--data", folder, "--random", 0, "--images", 20, "--json");
        assertThat(verified.path("equal").booleanValue()).isTrue();
        assertThat(verified.path("images").path("spikes_compared_unrounded").intValue()).isEqualTo(20 * 4 * 5);
        Path arch = Files.writeString(folder.resolve("arch.yaml"), "fraction_bits: auto\n");
        JsonNode run = json("run", model, "--data", folder, "--arch", arch, "--json");
        assertThat(run.path("spikes_different_from_real_numbers").intValue()).isZero();
        assertThat(run.path("spikes_different").intValue()).isZero();
        assertThat(run.path("certified").booleanValue()).isTrue();
    }

    /**
     * The first layer asks for more than 22 bits behind the point, the second for 51 before it: each row has
     * parameters.
     */
    @Test
    void everyRowCertifiedButTheWidthsDoNotFit_isSaid() throws IOException {
        Shape one = new Shape(1, 1, 1);
        Geometry g = Geometry.fullyConnected(one, 1);
        Network network = new Network("wide", one, 8, List.of(
                new FirstLayer("fine", g, new FixedWeights(2, 22, new int[]{1}),
                        new Normalization(new double[]{0x1p-23}, new double[]{1}), 0x1p-24, 1, InputCoding.POISSON),
                new BinaryLayer("wide", g, new byte[]{1}, new double[]{1},
                        new Normalization(new double[]{-0x1p47}, new double[]{1}), 1, false, 1),
                new LastLayer("out", g, new FixedWeights(2, 0, new int[]{1}), new double[1])));
        Path model = folder.resolve("wide.npz");
        NetworkFile.write(model, network, Map.of());
        Invocation run = Invocation.of("certify", model);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.out()).contains(
                "NO: every row is certified, but with 24 fraction bits, which layer fine requires, layer wide needs"
                        + " 76-bit membranes",
                "at most 64");
        assertThat(Invocation.of("certify", model, "--json").out())
                .contains("\"problem\":\"every row is certified");
    }
}
