package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.cli.io.Output;
import xnorsim.network.file.NetworkFile;

/** What is said of bad input: one short line that prints, whatever the input holds. */
class MessagesTest {
    private static final String ODD = "a\u001b[31mb\n\r\u202ec\u009b\u200b";
    private static final String SHOWN = "a\\u001b[31mb\\n\\r\\u202ec\\u009b\\u200b";

    @TempDir
    Path folder;

    private static void assertShort(Invocation run, String... words) {
        run.assertRefused(words);
        assertThat(run.err().strip().length()).isLessThanOrEqualTo(Output.LONGEST);
        assertThat(run.err().strip().chars()).allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void argumentsOfTheCommandLine() {
        assertShort(Invocation.of("run", "--images", ODD), "--images", SHOWN);
        assertShort(Invocation.of(ODD), SHOWN + " is not a command");
        assertShort(Invocation.of("run", "--" + ODD), "unknown option");
        assertShort(Invocation.of("import", "x.nir", "-o", "y.npz", "--reset", ODD), "--reset", SHOWN);
        assertShort(Invocation.of("run", "--images", "9".repeat(500_000)), "--images", " ... ", "a whole number");
        assertShort(Invocation.of("x".repeat(500_000)), " ... ");
        assertShort(Invocation.of("run", "--" + "x".repeat(100_000)), " ... ");
        assertShort(Invocation.of("info", "--json", ODD), SHOWN);
        assertShort(Invocation.of("run", "--images", " ".repeat(500_000) + "x"), "--images", " ... ");
    }

    @Test
    void keysAndValuesOfFiles() throws IOException {
        Path model = new RunFiles(folder).model();
        String quoted = "\"a\\e[31mb\\n\\r\\u202ec\\x9b\\u200b\"";
        String huge = "v".repeat(500_000);
        for (String yaml : new String[]{"overflow: " + quoted, quoted + ": 1", "overflow: " + huge,
                "rows: [" + "1, ".repeat(10_000) + "1]", "readout: {kind: charge, " + quoted + ": 1}"}) {
            assertShort(Invocation.of("info", model, "--arch", file("a.yaml", yaml)), "a.yaml: ");
        }
        assertShort(Invocation.of("info", model, "--arch", file("a.yaml", "k".repeat(900) + ": 1")), "a.yaml: ",
                " is unknown");
        assertShort(Invocation.of("info", model, "--arch", file("a.yaml", "overflow: " + quoted)), SHOWN,
                "expected error or saturate");
        assertShort(Invocation.of("info", model, "--arch", file("a.yaml", "overflow: " + huge)), "overflow",
                "expected error or saturate");
        assertShort(Invocation.of("cost", model, "--technology", file("t.yaml", "name: x\nabout: y\nbase: " + quoted)),
                "t.yaml: ");
        assertShort(Invocation.of("explore", file("s.yaml", "model: model.npz\ndata: .\naxes: " + quoted)), "s.yaml: ",
                "axes is \"a\\u001b[31mb");
        assertShort(Invocation.of("train", "--recipe", file("r.yaml", "optimizer: " + quoted), "--data", folder),
                "r.yaml: ", SHOWN);
    }

    /** Also where all is well, nothing of a file steers the terminal; as JSON the text is the same. */
    @Test
    void results() {
        Path model = new RunFiles(folder).model();
        NetworkFile.write(model, NetworkFile.read(model).network(), Map.of("licence", ODD, ODD, "x"));
        Invocation table = Invocation.of("info", model);
        assertThat(table.exitCode()).isZero();
        assertThat(table.out()).contains("\\u001b[31m").doesNotContain("\u001b", "\u202e", "\u009b", "\r");
        Invocation json = Invocation.of("info", model, "--json");
        assertThat(json.out()).contains("a\\u001B[31mb\\n\\r\\u202ec\\u009b").doesNotContain("\u202e", "\u009b");
    }
}
