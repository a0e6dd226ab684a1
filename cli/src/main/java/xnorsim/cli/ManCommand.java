package xnorsim.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.OutputOptions;

/** {@code xnorsim man}: the page of the manual. */
@Command(name = "man", sortOptions = false, description = {
        "Prints the manual page.", "To read it: ./xnorsim man | man -l -"})
final class ManCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String page = ManPage.of(spec.root());
        form.print(() -> Json.object(Map.of("page", page)), () -> page);
        return ExitCode.OK;
    }
}
