package xnorsim.cli.waveform;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.base.Printable;
import xnorsim.chip.session.TracedDesign;
import xnorsim.chip.session.WaveformEstimate;
import xnorsim.chip.session.WaveformRecording;
import xnorsim.chip.session.WaveformSelection;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.NumberRanges;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.trace.WaveformSinks;
import xnorsim.trace.trigger.TimeWindow;
import xnorsim.trace.trigger.Trigger;
import xnorsim.trace.trigger.TriggerProbe;

/** The options for waveforms, common to {@code macro} and {@code run}. */
public class WaveformOptions {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(k|M|G)?B?",
            Pattern.CASE_INSENSITIVE);

    /** The option that says when to write. */
    public static final String TRIGGER = "--trace-when";
    /** The option that asks for a waveform. */
    public static final String OPTION = "--vcd";

    @Option(names = OPTION, paramLabel = "FILE",
            description = "Write a waveform and a GTKWave view (.gtkw); .gz compresses.")
    private Optional<Path> file;

    @Option(names = "--vcd-rows", paramLabel = "LIST", description = "Only these rows, such as 0-7,17.")
    private Optional<String> rows;

    @Option(names = "--vcd-signals", paramLabel = "LIST", split = ",",
            description = "Only these signals, such as phase,membrane,spike.")
    private List<String> signals = List.of();

    @Option(names = "--vcd-window", paramLabel = "START:END",
            description = "Only this time window, in clock cycles or with a unit: 1.5us:2us.")
    private Optional<String> window;

    @Option(names = TRIGGER, paramLabel = "CONDITION",
            description = "Only around the first time this condition holds: \"spike row17\", \"membrane row3 above"
                    + " 500\", \"step = 2\", \"code error\", \"difference\" (from the reference).")
    private Optional<String> trigger;

    @Option(names = "--trace-before", paramLabel = "n", description = "Cycles before the trigger (default: 100).")
    private Optional<Integer> before;

    @Option(names = "--trace-after", paramLabel = "n", description = "Cycles after the trigger (default: 1000).")
    private Optional<Integer> after;

    @Option(names = "--vcd-limit", paramLabel = "SIZE",
            description = "Maximum size of the waveform, such as 500MB (default: 1GB).")
    private Optional<String> limit;

    /** A line of help for every format that is registered. */
    public static List<String> formats() {
        return WaveformSinks.kinds().stream().map(kind -> String.format(Locale.ROOT, "  %-20s %s",
                String.join(", ", kind.endings()), kind.text())).toList();
    }

    /** The waveform. */
    public final Optional<Path> file() {
        return file;
    }

    /** All files that are written. */
    public final List<Path> outputs() {
        return file.map(name -> Stream.concat(Stream.of(name), viewFiles().stream()).toList()).orElse(List.of());
    }

    private List<Path> viewFiles() {
        Path name = file.orElseThrow();
        return WaveformView.isPossible(name) ? WaveformView.files(name) : List.of();
    }

    /** Rejects, before the run, invalid options and files that cannot be written. */
    public void check(long clockPeriodPs) {
        if (file.isEmpty()) {
            requireWith("--vcd FILE", Stream.of(given("--vcd-rows", rows),
                    given("--vcd-signals", signals.stream().findFirst()), given("--vcd-window", window),
                    given(TRIGGER, trigger), given("--trace-before", before), given("--trace-after", after),
                    given("--vcd-limit", limit)));
            return;
        }
        if (trigger.isEmpty()) {
            requireWith(TRIGGER, Stream.of(given("--trace-before", before), given("--trace-after", after)));
        }
        cycles("--trace-before", before, 100, clockPeriodPs);
        cycles("--trace-after", after, 1000, clockPeriodPs);
        window(clockPeriodPs);
        trigger();
        mostBytes();
        OutputFiles.requireWritableWaveform(file.get());
        viewFiles().forEach(OutputFiles::requireWritable);
    }

    /** An option's name if it is given. */
    static Optional<String> given(String option, Optional<?> value) {
        return value.map(_ -> option);
    }

    /** Rejects options that need another one; names the first given. */
    static void requireWith(String needed, Stream<Optional<String>> options) {
        options.flatMap(Optional::stream).findFirst().ifPresent(option -> {
            throw new InputException(option + " is given, expected " + needed + " with it");
        });
    }

    private static long cycles(String option, Optional<Integer> value, int absent, long clockPeriodPs) {
        int cycles = value.orElse(absent);
        if (cycles < 0) {
            throw new InputException(option + " is " + cycles + ", expected 0 or more clock cycles");
        }
        return cycles * clockPeriodPs;
    }

    /** The condition, if there is one. */
    final Optional<Trigger> trigger() {
        return trigger.map(text -> Trigger.parse(TRIGGER, text, Map.of("phase", WaveformView.phases())));
    }

    /** Whether the first difference from the reference model triggers the waveform. */
    public final boolean isAtDifference() {
        return trigger().equals(Optional.of(new Trigger.Difference()));
    }

    /** Rejects a window that starts after the end of a run of this many cycles. */
    private void requireWithin(long cycles, long clockPeriodPs) {
        long runPs = Math.multiplyExact(cycles, clockPeriodPs);
        if (window(clockPeriodPs).startPs() >= runPs) {
            throw new InputException("--vcd-window begins at " + window(clockPeriodPs).startPs()
                    + " ps, expected less than " + runPs + ", the end of the run");
        }
    }

    private TimeWindow window(long clockPeriodPs) {
        return window.map(text -> TimeWindow.parse("--vcd-window", text, clockPeriodPs)).orElse(TimeWindow.ALL);
    }

    private long mostBytes() {
        String text = limit.orElse("1GB");
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new InputException("--vcd-limit is " + Printable.typed(text)
                    + ", expected a size such as 200kB, 500MB or 2GB");
        }
        long unit = switch (matcher.group(2)) {
            case "k", "K" -> 1_000;
            case "m", "M" -> 1_000_000;
            case "g", "G" -> 1_000_000_000;
            case null, default -> 1;
        };
        return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    }

    /** What is chosen of designs. */
    private WaveformSelection selection() {
        return new WaveformSelection(there -> rows
                .<IntPredicate>map(text -> NumberRanges.parse("--vcd-rows", text, there, "rows")).orElse(_ -> true),
                Set.copyOf(signals));
    }

    /**
     * Rejects, before the run, missing rows and signals, conditions on missing signals, a window that begins after the
     * run, and a waveform that will be larger than allowed; the simulation is then used up.
     *
     * @param cycles clock cycles that the run takes, or at most
     */
    public final void check(TracedDesign design, long cycles, long clockPeriodPs) {
        WaveformRecording recording = new WaveformRecording(() -> design, selection(), file.orElseThrow(),
                mostBytes(), List.of(), clockPeriodPs, Math.multiplyExact(cycles, clockPeriodPs));
        requireSignals(WaveformSelection.signals(design.parts()));
        trigger().filter(condition -> !(condition instanceof Trigger.Difference))
                .ifPresent(condition -> recording.requirePossible(condition, TRIGGER, design));
        requireWithin(cycles, clockPeriodPs);
        TimeWindow asked = window(clockPeriodPs);
        // The trigger time is unknown: estimate the waveform after any trigger.
        long surePs = Math.min(cycles("--trace-before", before, 100, clockPeriodPs),
                cycles("--trace-after", after, 1000, clockPeriodPs));
        TimeWindow least = trigger.isEmpty()
                ? asked
                : new TimeWindow(asked.startPs(), asked.startPs() + surePs).within(asked);
        requireRoom(recording.estimate(design, least));
    }

    private void requireSignals(SortedSet<String> names) {
        for (String name : signals) {
            if (!names.contains(name)) {
                throw InputException.noSuch("--vcd-signals", "signal", name, names);
            }
        }
    }

    private void requireRoom(WaveformEstimate estimate) {
        if (estimate.bytes() > mostBytes()) {
            throw new InputException(sentence(estimate) + "; expected at most " + Numbers.bytes(mostBytes())
                    + ", the --vcd-limit: choose --vcd-rows, --vcd-signals, --vcd-window or " + TRIGGER
                    + (canBeCompressed() ? ", a name ending in .gz," : "") + " or a higher limit");
        }
    }

    /** Whether the file's format has a compressed form that is not chosen. */
    private boolean canBeCompressed() {
        return WaveformSinks.of(file.orElseThrow()).endings().stream()
                .anyMatch(ending -> ending.endsWith(".gz") && !file.orElseThrow().toString().endsWith(".gz"));
    }

    private String sentence(WaveformEstimate estimate) {
        return String.format(Locale.ROOT, "%s will take about %s: %,d signals, %,d cycles, %,d passes",
                file.orElseThrow(), Numbers.bytes(estimate.bytes()), estimate.signals(), estimate.cycles(),
                estimate.passes());
    }

    /**
     * Simulates once more and writes the waveform.
     *
     * @param designs    makes the simulation
     * @param cycles     clock cycles that it runs for
     * @param difference the trigger that stands for a difference from the reference model, if there is one
     * @return exit code: not 0 if the limit cut the waveform off
     */
    public final int record(Supplier<? extends TracedDesign> designs, long cycles, long clockPeriodPs,
            Optional<Trigger> difference, List<String> comments, Output output) throws IOException {
        TimeWindow asked = window(clockPeriodPs);
        requireWithin(cycles, clockPeriodPs);
        WaveformRecording recording = new WaveformRecording(designs, selection(), file.orElseThrow(),
                mostBytes(), comments, clockPeriodPs, Math.multiplyExact(cycles, clockPeriodPs));
        Optional<Trigger> condition = trigger();
        if (condition.isEmpty()) {
            return write(recording, asked, output);
        }
        Optional<Trigger> known = condition.get() instanceof Trigger.Difference ? difference : condition;
        if (known.isEmpty()) {
            output.complain("no difference from the reference model: " + file.get() + " is not written");
            return ExitCode.OK;
        }
        Optional<TriggerProbe.Hit> hit = recording.find(known.get(), TRIGGER, asked);
        if (hit.isEmpty()) {
            output.complain(TRIGGER + " never happens" + (asked.equals(TimeWindow.ALL) ? "" : " in the window") + ": "
                    + file.get() + " is not written");
            return ExitCode.OK;
        }
        long timePs = hit.get().timePs();
        output.remark(String.format(Locale.ROOT, "%s at cycle %,d (%s): %s", TRIGGER, timePs / clockPeriodPs,
                Numbers.duration(timePs * 1e-12), hit.get().what()));
        return write(recording, recording.around(hit.get(), cycles("--trace-before", before, 100, clockPeriodPs),
                cycles("--trace-after", after, 1000, clockPeriodPs), asked), output);
    }

    /** Announces the size and writes, unless the file would be too large. */
    private int write(WaveformRecording recording, TimeWindow window, Output output) throws IOException {
        WaveformRecording.Written written = recording.write(window, estimate -> {
            requireRoom(estimate);
            boolean pipe = Files.exists(recording.file()) && !Files.isRegularFile(recording.file());
            if (!WaveformSinks.isNamed(recording.file()) && !pipe) {
                output.remark(recording.file() + ": unknown file name ending, written as VCD");
            }
            output.remark(sentence(estimate));
        });
        Path name = recording.file();
        WaveformView.write(name, written.scopes(), window.startPs(), recording.clockPeriodPs(), output);
        if (written.cutAtPs().isPresent()) {
            output.complain(
                    name + " ends at " + written.cutAtPs().getAsLong() + " ps: it has reached the --vcd-limit of "
                            + Numbers.bytes(mostBytes()));
            return ExitCode.DIFFERENCE;
        }
        return ExitCode.OK;
    }
}
