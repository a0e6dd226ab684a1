package xnorsim.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;

/** Names that no file can have, keys that are none and remarks that have nothing to do with a refusal. */
class ImpossibleNamesTest {
    @TempDir
    static Path folder;

    private static Path model = Path.of("");

    @BeforeAll
    static void makeFiles() {
        model = new RunFiles(folder).model();
    }

    private static Invocation run(String command, String name) {
        return Invocation.of(Arrays.stream(command.split(" ")).map(word -> switch (word) {
            case "MODEL" -> model;
            case "IMAGES" -> folder;
            default -> word.replace("NAME", name);
        }).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run NAME", "run @NAME", "run MODEL --arch NAME", "run MODEL --data NAME",
            "run MODEL --inputs NAME", "run MODEL --data IMAGES --out NAME", "run MODEL --data IMAGES --save NAME",
            "run MODEL --data IMAGES --vcd NAME", "map MODEL --gantt NAME", "certify MODEL --check NAME",
            "certify MODEL --out NAME", "cost MODEL --data IMAGES --technology NAME", "explore NAME --out x",
            "noise MODEL --arch NAME", "import NAME -o x.npz", "export MODEL -o NAME", "plot NAME -o x",
            "trace diff NAME NAME", "train --recipe NAME --out x.npz", "train --out NAME", "macro --weights NAME",
            "rtl --out NAME"})
    void pathsOfNoFile(String command) {
        for (String name : new String[]{"a\0b", "a\ud800b", "\udc00"}) {
            Invocation run = run(command, name);
            run.assertRefused("is not a valid file name");
            assertThat(run.err()).doesNotContain(name, "Exception").hasSizeLessThan(400);
        }
    }

    private static Invocation study(String text) throws IOException {
        return Invocation.of("explore", Files.writeString(folder.resolve("study.yaml"), text), "--out",
                folder.resolve("out"));
    }

    @Test
    void axesOfStudies() throws IOException {
        String axes = "model: model.npz\ndata: .\nimages: 1\naxes: [{key: %s, values: %s}]\nobjectives: [accuracy]\n";
        for (String name : new String[]{"a\\0b", "\\ud800", "\\udc00x"}) {
            study(axes.formatted("model", "[\"" + name + "\"]")).assertRefused("study.yaml: ");
        }
        for (String key : new String[]{"rows.", ".rows", "rows..", "readout.", "readout..kind", ".", "\"\"", "\" \""}) {
            study(axes.formatted(key, "[64]")).assertRefused("study.yaml: ");
        }
        study(axes.formatted("rows", "[64]").replace("images: 1", "images: &a 1")).assertRefused("line 3: anchors (&)");
    }

    @Test
    void keysOfCertificates() throws IOException {
        Path file = folder.resolve("cert.json");
        assertThat(Invocation.of("certify", model, "--out", file).exitCode()).isZero();
        String good = Files.readString(file);
        for (String changed : new String[]{good.replace("\"version\":1", "\"version\":1,\"version\":1"),
                good.replace("\"version\":1", "\"version\":1,\"versions\":1"),
                good.replaceFirst("\"bias\":", "\"bias\":[0],\"bias\":"),
                good.replaceFirst("\"bias\":", "\"biases\":[0],\"bias\":"), good + good, good + "x"}) {
            assertThat(changed).isNotEqualTo(good);
            Files.writeString(file, changed);
            Invocation.of("certify", model, "--check", file).assertRefused("cert.json: certificate: ");
        }
    }

    /** A remark on the architecture is said when the work begins, not in front of a refusal. */
    @Test
    void remarksOfRefusedRuns() throws IOException {
        Path arch = Files.writeString(folder.resolve("remarked.yaml"), "rows: 16\nresidual: true\n");
        Invocation refused = Invocation.of("run", model, "--data", folder, "--arch", arch, "--vcd-rows", "1");
        refused.assertRefused("--vcd-rows is given");
        Invocation good = Invocation.of("run", model, "--data", folder, "--arch", arch);
        assertThat(good.exitCode()).isZero();
        assertThat(good.err()).startsWith("xnorsim: " + arch + ": residual has no effect here");
        assertThat(Invocation.of("map", model, "--arch", arch).err()).contains("residual has no effect here");
    }

    @Test
    void blanks_areShownInQuotes() throws IOException {
        Path arch = Files.writeString(folder.resolve("blank.yaml"), "\" \": 16\n");
        Invocation.of("map", model, "--arch", arch).assertRefused("\" \" is unknown");
        Invocation.of("plot", model, "-o", folder.resolve("plots"), "--format", " ").assertRefused("--format is \" \"");
    }
}
