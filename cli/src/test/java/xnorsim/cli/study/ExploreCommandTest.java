package xnorsim.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;
import xnorsim.explore.study.Strategies;

class ExploreCommandTest {
    @TempDir
    Path folder;

    private Path study;
    private Path out;

    @BeforeEach
    void makeFiles() throws IOException {
        Path model = new RunFiles(folder).model();
        out = folder.resolve("out");
        study = Files.writeString(folder.resolve("study.yaml"), "{images: 2, model: " + model.getFileName()
                + ", data: ., axes: [{key: rows, values: [32, 64]}], constraints: {cycles: {max: 1}}}");
    }

    private Invocation explore(Object... more) {
        Object[] all = new Object[more.length + 4];
        System.arraycopy(new Object[]{"explore", study, "--out", out}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return Invocation.of(all);
    }

    /** A point by itself, which has no folder. */
    private Invocation point(Object... more) {
        return Invocation.of(Stream.concat(Stream.of("explore", study), Stream.of(more)).toArray());
    }

    @Test
    void help_namesTheStrategiesThatAreRegistered() {
        assertThat(Invocation.of("explore", "--help").out())
                .contains("Strategies: " + String.join(", ", Strategies.keys()));
    }

    @Test
    void study_whoseConstraintsNoPointKeeps_saysSo() throws IOException {
        Invocation run = explore();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("no point satisfies the constraints: cycles at most 1, the closest has");
        assertThat(explore("--json").err()).contains("no point satisfies the constraints");
        assertThat(explore("--json", "--quiet").err()).isEmpty();
        assertThat(Files.readString(out.resolve("report.html"))).contains("no point satisfies the constraints");
    }

    @Test
    void journal_thatWasChanged_isRefusedAndNothingIsWritten() throws IOException {
        assertThat(explore().exitCode()).isZero();
        Path journal = out.resolve("journal.jsonl");
        String text = Files.readString(journal);
        byte[] table = Files.readAllBytes(out.resolve("points.csv"));
        for (String images : new String[]{"99", "1", "-1"}) {
            Files.writeString(journal, text.replace("\"images\":2", "\"images\":" + images));
            explore().assertRefused("journal.jsonl: line 2: was changed, its check does not match");
            assertThat(Files.readAllBytes(out.resolve("points.csv"))).isEqualTo(table);
        }
        Files.writeString(journal, text);
        assertThat(explore().exitCode()).isZero();
        assertThat(journal).hasContent(text);
    }

    @Test
    void journal_thatIsNone_isLeftAsItIs() throws IOException {
        Files.createDirectory(out);
        Path journal = Files.writeString(out.resolve("journal.jsonl"), "my only copy");
        explore().assertRefused("journal.jsonl: line 1: is not the header of a journal");
        assertThat(journal).hasContent("my only copy");
    }

    @Test
    void set_valueThatIsNone_isRefused() {
        point("--set", "rows=").assertRefused("--set: rows is \"\", expected a plain value");
        point("--set", "rows=[1]").assertRefused("--set: rows is \"[1]\", expected a plain value");
        point("--set", "rows=null").assertRefused("--set: rows is \"null\", expected a plain value");
        point("--set", "rows=0").assertRefused("rows is 0, expected 1..16384");
        point("--set", "rows=many").assertRefused("rows is \"many\", expected a whole number");
        assertThat(point("--set", "rows=64").out()).startsWith("{\"point\":0,");
    }

    @Test
    void set_modelOrTechnologyOutsideItsAxis_isRefused() throws IOException {
        Files.writeString(study, Files.readString(study).replace("[{key: rows, values: [32, 64]}]",
                "[{key: model, values: [model.npz]}, {key: technology, values: [65nm-charge]}]"));
        Object[] both = {"--set", "technology=65nm-charge", "--set", "model=nosuch.npz"};
        point(both).assertRefused("model is", "nosuch.npz, expected ");
        both[1] = "technology=28nm-digital";
        both[3] = "model=model.npz";
        point(both).assertRefused("technology is 28nm-digital, expected a value of its axis: 65nm-charge");
    }
}
