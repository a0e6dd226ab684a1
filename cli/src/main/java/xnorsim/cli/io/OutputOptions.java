package xnorsim.cli.io;

import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a command speaks: the options that every command has. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print only one JSON object on standard output.")
    private boolean json;

    private final Output output;

    public OutputOptions(Output output) {
        this.output = output;
    }

    @Option(names = {"-q", "--quiet"}, description = "Print only errors on standard error, no progress or notes.")
    void quiet(boolean quiet) {
        output.quiet(quiet);
    }

    /** Prints the result in the requested form; only that one is computed. */
    public void print(Supplier<String> asJson, Supplier<String> asText) {
        String text = json ? asJson.get() : asText.get();
        output.print(text.endsWith("\n") ? text : text + System.lineSeparator());
    }
}
