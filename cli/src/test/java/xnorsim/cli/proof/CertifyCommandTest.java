package xnorsim.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Reset;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.neuron.Firing;

class CertifyCommandTest {
    @TempDir
    Path folder;

    private RunFiles files;
    private Path model;
    private Path certificate;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
        model = files.model();
        certificate = folder.resolve("cert.json");
    }

    private JsonNode certified(Object... options) {
        Object[] arguments = new Object[options.length + 3];
        arguments[0] = "certify";
        arguments[1] = model;
        arguments[2] = "--json";
        System.arraycopy(options, 0, arguments, 3, options.length);
        Invocation run = Invocation.of(arguments);
        assertThat(run.err()).isEmpty();
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(run.exitCode()).isEqualTo(json.path("certified").booleanValue() ? ExitCode.OK : ExitCode.DIFFERENCE);
        return json;
    }

    @Test
    void certificate_isWrittenAndHolds() throws IOException {
        JsonNode json = certified("--out", certificate);
        assertThat(json.path("certified").booleanValue()).isTrue();
        assertThat(json.path("layers").size()).isEqualTo(4);
        Invocation check = Invocation.of("certify", "--check", certificate, model);
        assertThat(check.exitCode()).as(check.out() + check.err()).isEqualTo(ExitCode.OK);
        assertThat(check.out()).contains(" holds: " + json.path("fraction_bits").intValue() + " fraction bits");
        byte[] first = Files.readAllBytes(certificate);
        certified("--out", certificate);
        assertThat(Files.readAllBytes(certificate)).isEqualTo(first);
    }

    @Test
    void tooFewBits_haveACounterexampleThatTheSimulatorShows() {
        int bits = certified().path("fraction_bits").intValue();
        JsonNode json = certified("--fraction-bits", bits - 1, "--out", certificate);
        assertThat(json.path("certified").booleanValue()).isFalse();
        assertThat(certificate).doesNotExist();
        assertThat(json.path("counterexamples").size()).isPositive();
        for (JsonNode example : json.path("counterexamples")) {
            assertThat(example.path("replayed").isNull() || example.path("replayed").booleanValue()).isTrue();
        }
        Invocation text = Invocation.of("certify", model, "--fraction-bits", bits - 1);
        assertThat(text.out()).contains("certified  NO").doesNotContain("IT DOES NOT");
    }

    @Test
    void check_refusesAnotherModel_andNoticesAlteredParameters() throws IOException {
        certified("--out", certificate);
        Path other = folder.resolve("other.npz");
        NetworkFile.write(other, NetworkFile.read(model).network(), Map.of("licence", "another"));
        Invocation.of("certify", "--check", certificate, other).assertRefused("cert.json", "other.npz", "SHA-256");
        Files.writeString(certificate,
                Files.readString(certificate).replace("\"membrane_bits\":", "\"membrane_bits\":1"));
        Invocation wide = Invocation.of("certify", "--check", certificate, model);
        assertThat(wide.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Files.writeString(certificate, "{}");
        Invocation.of("certify", "--check", certificate, model).assertRefused("cert.json", "format");
    }

    @Test
    void check_ofFewerFractionBitsThanTheLayers_fails() throws IOException {
        JsonNode json = certified("--out", certificate);
        int bits = json.path("fraction_bits").intValue();
        Files.writeString(certificate, Files.readString(certificate).replaceFirst("\"fraction_bits\":" + bits,
                "\"fraction_bits\":" + (bits - 1)));
        Invocation check = Invocation.of("certify", "--check", certificate, model);
        assertThat(check.exitCode()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(check.out()).contains("does not hold", "layer ");
        Invocation asJson = Invocation.of("certify", "--json", "--check", certificate, model);
        assertThat(JsonMapper.shared().readTree(asJson.out()).path("problem").stringValue()).contains("layer ");
    }

    @Test
    void options_outOfRange() {
        Invocation.of("certify", model, "--time-steps", 0).assertRefused("--time-steps is 0", "1..256");
        Invocation.of("certify", model, "--fraction-bits", 40).assertRefused("fraction_bits", "40");
        Invocation.of("certify", model, "--out", model).assertRefused("also an input");
        Invocation.of("certify", model, "--check", certificate, "--time-steps", 3).assertRefused("--check");
        Invocation.of("certify", model, "--check", certificate).assertRefused("cert.json", "no such file");
    }

    /** Leaks, and firing at the threshold: certified by another argument, checked, and used with auto. */
    @Test
    void leaksAndFiringAtTheThreshold_areCertifiedAndUsed() throws IOException {
        Path auto = Files.writeString(folder.resolve("auto.yaml"), "fraction_bits: auto\n");
        for (Dynamics dynamics : List.of(new Dynamics(new Leak.Shift(1), Firing.ABOVE, Reset.SOFT),
                new Dynamics(new Leak.Factor(3, 2), Firing.AT, Reset.hard(0)),
                new Dynamics(Leak.NONE, Firing.AT, Reset.SOFT))) {
            model = files.model("leaky.npz", 3, dynamics);
            JsonNode json = certified("--out", certificate);
            assertThat(json.path("problem").isNull()).isTrue();
            JsonNode arguments = json.path("layers").get(1).path("arguments");
            assertThat(arguments.propertyNames()).isSubsetOf("sums", "error bound", "every input")
                    .doesNotContain(dynamics.leaks() ? "sums" : "error bound");
            assertThat(json.path("layers").get(3).path("arguments").path("order of classes").intValue()).isEqualTo(3);
            Invocation check = Invocation.of("certify", "--check", certificate, model);
            assertThat(check.exitCode()).as(check.out() + check.err()).isEqualTo(ExitCode.OK);
            Invocation run = Invocation.of("run", model, "--data", folder, "--arch", auto, "--json");
            JsonNode report = JsonMapper.shared().readTree(run.out());
            assertThat(report.path("certified").booleanValue()).isTrue();
            assertThat(report.path("spikes_different").longValue()).isZero();
            assertThat(report.path("spikes_different_from_real_numbers").longValue()).isZero();
        }
    }

    /** Bits that are not enough have a counterexample; a leak too fine for 32 bits has the bound of its error. */
    @Test
    void leaks_thatAreNotCertified_haveAReason() throws IOException {
        model = files.model("leaky.npz", 4, new Dynamics(new Leak.Factor(58_981, 16), Firing.ABOVE, Reset.SOFT));
        JsonNode few = certified("--fraction-bits", 3);
        assertThat(few.path("counterexamples").size()).isPositive();
        for (JsonNode example : few.path("counterexamples")) {
            assertThat(example.path("replayed").isNull() || example.path("replayed").booleanValue()).isTrue();
        }
        JsonNode most = certified();
        assertThat(most.path("certified").booleanValue()).isFalse();
        assertThat(most.path("problem").stringValue()).contains("leaks and may differ", "are off by up to");
        for (JsonNode row : most.path("undecided")) {
            assertThat(row.path("distance").doubleValue()).isLessThanOrEqualTo(row.path("error_bound").doubleValue());
            assertThat(row.path("error_bound").doubleValue()).isBetween(0.0, 1e-7);
        }
        assertThat(most.path("layers").get(1).path("rows_undecided").intValue()).isPositive();
        assertThat(Invocation.of("certify", model).out()).contains("certified  NO",
                "undecided; spikes can differ only");
        Path auto = Files.writeString(folder.resolve("auto.yaml"), "fraction_bits: auto\n");
        Invocation.of("run", model, "--data", folder, "--arch", auto).assertRefused("fraction_bits is auto",
                "leaks and may differ");
    }
}
