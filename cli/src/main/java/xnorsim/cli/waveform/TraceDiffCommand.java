package xnorsim.cli.waveform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.Table;
import xnorsim.trace.vcd.read.VcdComparison;

/** {@code xnorsim trace diff}: the first difference between two waveforms. */
@Command(name = "diff", sortOptions = false, description = {
        "Compares two VCD files, plain or compressed, from any tools, and names the first signal and time at which"
                + " they differ.",
        "Matches signals by full name and times across timescales. Exit code 0 if equal, 1 if different."})
public final class TraceDiffCommand implements Callable<Integer> {
    private static final int NAMES_SHOWN = 3;

    @Parameters(index = "0", paramLabel = "A.vcd", description = "One waveform.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.vcd", description = "The other one.")
    private Path second;

    @Option(names = "--overlap", description = "Compare only the signals and the time range common to both files.")
    private boolean overlap;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public TraceDiffCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        VcdComparison comparison = VcdComparison.of(first, second, overlap);
        Optional<Boolean> inCommon = inCommon(comparison);
        form.print(() -> toJson(comparison, inCommon), () -> toText(comparison));
        if (!isEqual(comparison) && inCommon.orElse(false)) {
            output.remark(
                    "the files are equal in their common signals and time range; --overlap compares "
                            + "only these");
        }
        return isEqual(comparison) ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    /** Whether what both files have is equal; a pipe, which can be read once only, does not say. */
    private Optional<Boolean> inCommon(VcdComparison comparison) throws IOException {
        if (overlap || isEqual(comparison)) {
            return Optional.of(isEqual(comparison));
        }
        return Files.isRegularFile(first) && Files.isRegularFile(second)
                ? Optional.of(VcdComparison.of(first, second, true).isEqualInCommon())
                : Optional.empty();
    }

    private boolean isEqual(VcdComparison comparison) {
        return overlap ? comparison.isEqualInCommon() : comparison.isEqual();
    }

    private String toText(VcdComparison comparison) {
        Table table = new Table();
        only(table, first, comparison.onlyInFirst());
        only(table, second, comparison.onlyInSecond());
        ignored(table, first, comparison.firstScope());
        ignored(table, second, comparison.secondScope());
        table.row("compared", signals(comparison.compared()) + outcome(comparison));
        comparison.difference().ifPresent(difference -> {
            table.row("first difference", difference.path() + " at " + Numbers.duration(difference.timeFs() * 1e-15)
                    + String.format(Locale.ROOT, difference.timeFs() % 1000 == 0 ? " (%.0f ps)" : " (%.3f ps)",
                            difference.timeFs() / 1000));
            table.row("", difference.first() + " in " + first);
            table.row("", difference.second() + " in " + second);
            if (difference.others() > 0) {
                table.row("", difference.others() == 1
                        ? "1 more signal differs at that time"
                        : String.format(Locale.ROOT, "%,d more signals differ at that time", difference.others()));
            }
        });
        return table.toString().stripTrailing();
    }

    private static String outcome(VcdComparison comparison) {
        if (comparison.compared() == 0) {
            return ": the files have no signal in common";
        }
        if (!comparison.timeInCommon()) {
            return ", but the files have no time range in common";
        }
        return comparison.difference().isEmpty() ? ", no difference" : "";
    }

    private static String signals(int count) {
        return count == 1 ? "1 signal" : String.format(Locale.ROOT, "%,d signals", count);
    }

    private static void ignored(Table table, Path file, String scope) {
        if (!scope.isEmpty()) {
            table.row("ignored", "scope " + scope.substring(0, scope.length() - 1) + ", which contains all signals of"
                    + " " + file);
        }
    }

    private static void only(Table table, Path file, List<String> names) {
        if (!names.isEmpty()) {
            table.row("only in " + file, String.format(Locale.ROOT, "%s: %s%s", signals(names.size()),
                    String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size()))),
                    names.size() > NAMES_SHOWN ? ", ..." : ""));
        }
    }

    private String toJson(VcdComparison comparison, Optional<Boolean> inCommon) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("equal", isEqual(comparison));
        object.put("equal_in_common", inCommon);
        object.put("signals_compared", comparison.compared());
        object.put("only_in_first", comparison.onlyInFirst());
        object.put("only_in_second", comparison.onlyInSecond());
        object.put("scope_ignored_in_first", comparison.firstScope());
        object.put("scope_ignored_in_second", comparison.secondScope());
        object.put("time_in_common", comparison.timeInCommon());
        Optional<VcdComparison.Difference> first = comparison.difference();
        object.put("signal", first.map(VcdComparison.Difference::path));
        object.put("time_ps", first.map(difference -> difference.timeFs() / 1000));
        object.put("first", first.map(VcdComparison.Difference::first));
        object.put("second", first.map(VcdComparison.Difference::second));
        object.put("more_at_that_time", first.map(VcdComparison.Difference::others));
        return Json.object(object);
    }
}
