package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KeysCommandTest {

    @Test
    void documentation_hasTheTablesThatTheCommandPrints() throws IOException {
        String page = Files.readString(Path.of("../docs/architecture-file.md"));
        assertThat(KeysCommand.parts()).hasSize(6);
        for (KeysCommand.Part part : KeysCommand.parts()) {
            assertThat(page).as("`xnorsim keys --markdown`: " + part.title()).contains(part.markdown());
        }
    }

    @Test
    void text_hasEveryKeyOnALineWithItsValuesAndItsDefault() {
        Invocation keys = Invocation.of("keys");
        assertThat(keys.exitCode()).isZero();
        assertThat(keys.out().lines())
                .anyMatch(
                        line -> line.matches("rows +1\\.\\.16384 \\(128\\) +rows N of a subarray, its output neurons"))
                .anyMatch(line -> line.matches("converter +sar, flash \\(sar\\) +kind of converter"))
                .noneMatch(line -> line.endsWith(" ") || line.contains("`"));
    }
}
