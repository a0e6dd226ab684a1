package xnorsim.cli.waveform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import xnorsim.base.InputException;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Output;
import xnorsim.trace.RecordingOptions;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.WaveformRecorder;

/**
 * The writing of one waveform. A simulation can be repeated exactly, so one run looks for the trigger and another, which
 * knows the window, writes.
 *
 * @param options       what is chosen
 * @param designs       makes the simulation
 * @param file          to be written
 * @param mostBytes     size that it may have
 * @param comments      lines for its head
 * @param output        where the size is announced
 * @param clockPeriodPs picoseconds
 * @param runPs         how long the simulation runs
 */
record WaveformRecording(WaveformOptions options, Supplier<TracedDesign> designs, Path file, long mostBytes,
        List<String> comments, Output output, long clockPeriodPs, long runPs) {

    /** Looks for the trigger's condition and writes a window around it. */
    int writeAround(Trigger trigger, TimeWindow asked, long beforePs, long afterPs) throws IOException {
        TracedDesign design = designs.get();
        TriggerProbe probe = TriggerProbe.attach(trigger, design.scheduler(),
                scopes(options.chosen(design.parts(), false)), asked);
        design.run();
        Optional<TriggerProbe.Hit> hit = probe.hit();
        if (hit.isEmpty()) {
            output.complain(Trigger.OPTION + " never happens" + (asked.equals(TimeWindow.ALL) ? "" : " in the window")
                    + ": " + file + " is not written");
            return ExitCode.OK;
        }
        long timePs = hit.get().timePs();
        output.remark(String.format(Locale.ROOT, "%s at cycle %,d (%s): %s", Trigger.OPTION, timePs / clockPeriodPs,
                Numbers.duration(timePs * 1e-12), hit.get().what()));
        return write(
                new TimeWindow(Math.max(0, timePs - beforePs), timePs + afterPs + clockPeriodPs - 1).within(asked));
    }

    private static List<WaveformScope> scopes(List<TracedDesign.Part> parts) {
        return parts.stream().map(TracedDesign.Part::scope).toList();
    }

    /** Refuses a file that would be too large, before there is one. */
    void requireRoom(List<TracedDesign.Part> parts, TimeWindow window) {
        estimate(parts, window);
    }

    private WaveformEstimate estimate(List<TracedDesign.Part> parts, TimeWindow window) {
        long endPs = Math.min(window.endPs(), runPs);
        WaveformEstimate estimate = WaveformEstimate.of(file, parts,
                (double) (endPs - window.startPs()) / clockPeriodPs, (double) endPs, comments);
        if (estimate.bytes() > mostBytes) {
            throw new InputException(estimate.sentence(file) + "; expected at most " + WaveformEstimate.size(mostBytes)
                    + ", the --vcd-limit: choose --vcd-rows, --vcd-signals, --vcd-window or " + Trigger.OPTION
                    + ", a name ending in .gz, or a higher limit");
        }
        return estimate;
    }

    /** Announces the size and writes, unless the file would be too large. */
    int write(TimeWindow window) throws IOException {
        TracedDesign design = designs.get();
        List<TracedDesign.Part> parts = options.chosen(design.parts(), true);
        RecordingOptions how = new RecordingOptions(comments, false).within(window.startPs(), window.endPs())
                .limited(mostBytes)
                .endingRun();
        OptionalLong cut;
        try (WaveformRecorder waveform = WaveformRecorder.open(file, design.scheduler(), scopes(parts), how)) {
            WaveformEstimate estimate = estimate(parts, window);
            output.remark(estimate.sentence(file));
            design.run();
            waveform.finish();
            cut = waveform.cutAtPs();
        }
        WaveformView.write(file, scopes(parts), window.startPs(), clockPeriodPs, output);
        if (cut.isPresent()) {
            output.complain(file + " ends at " + cut.getAsLong() + " ps: it has reached the --vcd-limit of "
                    + WaveformEstimate.size(mostBytes));
            return ExitCode.DIFFERENCE;
        }
        return ExitCode.OK;
    }
}
