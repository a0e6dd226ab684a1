package xnorsim.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.cli.io.ExitCode;
import xnorsim.network.file.NetworkFile;

class CertifyCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path certificate;

    @BeforeEach
    void makeFiles() {
        model = new RunFiles(folder).model();
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
}
