package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import xnorsim.cli.io.Output;

/** The texts with which the launcher answers before anything is built are those of the program. */
class HelpTextsTest {
    private static final Path TEXTS = Path.of("../build/help");
    private static final String REMEDY = "cli/src/test/sh/help.sh writes these texts anew";

    private final List<String> files = new ArrayList<>(List.of("commands"));

    private void assertText(String name, String... arguments) throws IOException {
        assertThat(TEXTS.resolve(name)).as(REMEDY).hasContent(Invocation.of((Object[]) arguments).out());
        files.add(name);
    }

    @Test
    void texts_are_what_the_program_prints() throws IOException {
        CommandLine root = CommandLines.tree(new Output(System.out, System.err, false));
        assertThat(Files.readAllLines(TEXTS.resolve("commands"))).as(REMEDY)
                .containsExactlyElementsOf(root.getSubcommands().keySet());
        assertText("version.txt", "--version");
        assertText("xnorsim.txt", "--help");
        for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
            assertText(command.getKey() + ".txt", command.getKey(), "--help");
            for (String inner : command.getValue().getSubcommands().keySet()) {
                assertText(command.getKey() + "-" + inner + ".txt", command.getKey(), inner, "--help");
            }
        }
        try (Stream<Path> there = Files.list(TEXTS)) {
            assertThat(there.map(file -> String.valueOf(file.getFileName()))).as(REMEDY)
                    .containsExactlyInAnyOrderElementsOf(files);
        }
    }
}
