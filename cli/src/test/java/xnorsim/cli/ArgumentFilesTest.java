package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.base.InputException;

/** Files of arguments, and words that are no command. */
class ArgumentFilesTest {
    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        return "@" + Files.writeString(folder.resolve("arguments"), text);
    }

    @Test
    void words_stand_in_place_of_the_file() throws IOException {
        String file = file(
                "--a 1 # a remark\n  'two words' \"a \\\"quote\\\"\"\t--key='x y'z @@at '@quoted' a#b \\n \"\"");
        assertThat(ArgumentFiles.expanded("run", file, "last")).containsExactly("run", "--a", "1", "two words",
                "a \"quote\"", "--key=x yz", "@at", "@quoted", "a#b", "\\n", "", "last");
        assertThat(ArgumentFiles.expanded("run", "@@x", "@", "a@b")).containsExactly("run", "@x", "@", "a@b");
        assertThat(ArgumentFiles.expanded("run", file(""))).containsExactly("run");
        assertThat(ArgumentFiles.expanded()).isEmpty();
    }

    @Test
    void command_takes_its_options_from_a_file() throws IOException {
        Path model = new RunFiles(folder).model();
        Invocation run = Invocation.of("info", file(model + "\n--json"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(Invocation.of("info", model, "--json").out());
    }

    @Test
    void file_that_is_none_is_refused() throws IOException {
        Invocation.of("run", "@/nope").assertRefused("/nope", "no such file");
        Invocation.of("run", "@" + folder).assertRefused("is a folder, expected an argument file");
        Invocation.of("run", file("--out 'x")).assertRefused("arguments: unclosed quote");
        Invocation.of("run", file("x @y")).assertRefused("names another argument file, @y");
        Invocation.of(file("run")).assertRefused("is in place of a command");
        Files.write(folder.resolve("bytes"), new byte[]{(byte) 0xff});
        Invocation.of("run", "@" + folder.resolve("bytes")).assertRefused("is not UTF-8 text");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void device_is_not_read() {
        Invocation.of("run", "@/dev/zero").assertRefused("/dev/zero: is not a regular file");
    }

    @Test
    void many_words_are_refused_at_once() throws IOException {
        String million = file("a ".repeat(1_000_000));
        String many = "a ".repeat(50_000);
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            Invocation.of("run", million).assertRefused("is 2000000 bytes long, expected", "at most 1048576");
            Invocation.of("run", file(many)).assertRefused("has more than 10000 words");
            Invocation.of("run", file("'" + many)).assertRefused("unclosed quote");
        });
        String[] words = Collections.nCopies(ArgumentFiles.MAX_WORDS + 1, "a").toArray(String[]::new);
        assertThatThrownBy(() -> ArgumentFiles.expanded(words)).isInstanceOf(InputException.class)
                .hasMessageContaining("more than 10000 arguments");
    }

    @Test
    void misspelt_command_is_named_with_the_one_that_was_meant() {
        Invocation.of("rnu").assertRefused("rnu is not a command, did you mean run? (`xnorsim --help` lists them)");
        Invocation.of("--debug", "exlpore", "x.yaml").assertRefused("did you mean explore?");
        Invocation.of("trace", "dif").assertRefused("dif is not a command, did you mean diff? (`xnorsim trace --help`");
        Invocation.of("frobnicate").assertRefused("expected one of run, macro,", "man (`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            completion fish          | the argument is fish, expected bash or zsh (`xnorsim completion --help`
            completion bash zsh      | zsh is not an argument of completion (`xnorsim completion --help`
            run a.npz b c            | b is not an argument of run (`xnorsim run --help`
            trace diff a.vcd b.vcd c | c is not an argument of trace diff (`xnorsim trace diff --help`
            plot --kind rastr        | --kind is rastr, expected one of raster,
            import a.nir --reset lax | --reset is lax, expected
            run --images many        | --images is many, expected a whole number of at most 2147483647 (
            noise --seed 1.5         | --seed is 1.5, expected a whole number of at most 9223372036854775807 (
            margin --threshold low   | --threshold is low, expected a number (
            run --imagse 3           | unknown option: '--imagse'; did you mean --images?
            """)
    void words_that_do_not_fit_are_refused_in_our_words(String arguments, String message) {
        Invocation.of((Object[]) arguments.split(" ")).assertRefused(message);
    }
}
