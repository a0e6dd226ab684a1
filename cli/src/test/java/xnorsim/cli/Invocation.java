package xnorsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Output;

/** One run of the command line in this process: exit code and what was said. */
public record Invocation(int exitCode, String out, String err) {
    public static Invocation of(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exitCode = CommandLines.run(words, new Output(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false));
        return new Invocation(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Exit code 2, nothing on standard output, one line of complaint with all these words in it. */
    public void assertRefused(String... words) {
        assertThat(exitCode).as(err).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("xnorsim: ").endsWith("\n").contains(words);
        assertThat(err.strip().lines()).hasSize(1);
    }
}
