package xnorsim.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.OutputOptions;

/** {@code xnorsim completion}: what a shell needs to complete commands and options. */
@Command(name = "completion", sortOptions = false, description = {
        "Prints a bash or zsh script that completes commands, options, values and file names.",
        "For the current shell: source <(./xnorsim completion bash), or zsh"})
final class CompletionCommand implements Callable<Integer> {
    /** Shells. */
    enum Shell {
        BASH, ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell.")
    private Shell shell;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CompletionScript completion = new CompletionScript(spec.root());
        String script = switch (shell) {
            case BASH -> completion.bash();
            case ZSH -> completion.zsh();
        };
        form.print(() -> json(script), () -> script);
        return ExitCode.OK;
    }

    private String json(String script) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("shell", shell.toString());
        values.put("script", script);
        return Json.object(values);
    }
}
