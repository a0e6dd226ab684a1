package xnorsim.chip.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import xnorsim.trace.RecordingOptions;
import xnorsim.trace.WaveformRecorder;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.trigger.TimeWindow;
import xnorsim.trace.trigger.Trigger;
import xnorsim.trace.trigger.TriggerProbe;

/**
 * Recording of one waveform. Simulations are exactly repeatable, so one run finds the trigger and another one writes
 * the window.
 *
 * @param designs       creates the simulation
 * @param selection     the signals shown
 * @param file          the file to write; its ending determines the format
 * @param mostBytes     maximum file size
 * @param comments      lines for its header, printable ASCII
 * @param clockPeriodPs picoseconds
 * @param runPs         duration of the simulation, or an upper bound
 */
public record WaveformRecording(Supplier<? extends TracedDesign> designs, WaveformSelection selection, Path file,
        long mostBytes, List<String> comments, long clockPeriodPs, long runPs) {

    /** Copies the list. */
    public WaveformRecording {
        comments = List.copyOf(comments);
    }

    /**
     * Simulates until a condition holds inside a window; empty if it never does.
     *
     * @param option name of the trigger's option, for messages
     * @throws xnorsim.base.InputException if it refers to missing signals or rows
     */
    public Optional<TriggerProbe.Hit> find(Trigger trigger, String option, TimeWindow asked) {
        TracedDesign design = designs.get();
        TriggerProbe probe = attach(trigger, option, design, asked);
        design.run();
        return probe.hit();
    }

    /** Refuses a condition on signals or rows missing in {@code design}, which cannot be run afterwards. */
    public void requirePossible(Trigger trigger, String option, TracedDesign design) {
        attach(trigger, option, design, TimeWindow.ALL);
    }

    private TriggerProbe attach(Trigger trigger, String option, TracedDesign design, TimeWindow asked) {
        return TriggerProbe.attach(trigger, option, design.scheduler(),
                scopes(selection.ofAllSignals().of(design.parts())), asked);
    }

    /** The window around a trigger match, within the requested one. */
    public TimeWindow around(TriggerProbe.Hit hit, long beforePs, long afterPs, TimeWindow asked) {
        return new TimeWindow(Math.max(0, hit.timePs() - beforePs), hit.timePs() + afterPs + clockPeriodPs - 1)
                .within(asked);
    }

    private static List<WaveformScope> scopes(List<TracedDesign.Part> parts) {
        return parts.stream().map(TracedDesign.Part::scope).toList();
    }

    /** Expected file size of a window. */
    public WaveformEstimate estimate(TracedDesign design, TimeWindow window) {
        return estimate(selection.of(design.parts()), window);
    }

    private WaveformEstimate estimate(List<TracedDesign.Part> parts, TimeWindow window) {
        long endPs = Math.min(window.endPs(), runPs);
        return WaveformEstimate.of(file, parts, (double) (endPs - window.startPs()) / clockPeriodPs, (double) endPs,
                comments);
    }

    /**
     * The written file.
     *
     * @param scopes  all scopes in the file
     * @param cutAtPs the last instant of a file that reached its limit before the window's end
     */
    public record Written(List<WaveformScope> scopes, OptionalLong cutAtPs) {
        /** Copies the list. */
        public Written {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Simulates and writes the file; the run ends with the window.
     *
     * @param estimated receives the expected size first and may refuse it by an exception, which leaves no file
     * @throws IOException if the file cannot be written; the message names it
     */
    public Written write(TimeWindow window, Consumer<WaveformEstimate> estimated) throws IOException {
        TracedDesign design = designs.get();
        List<TracedDesign.Part> parts = selection.of(design.parts());
        RecordingOptions how = new RecordingOptions(comments, false).within(window.startPs(), window.endPs())
                .limited(mostBytes).endingRun();
        try (WaveformRecorder waveform = WaveformRecorder.open(file, design.scheduler(), scopes(parts), how)) {
            estimated.accept(estimate(parts, window));
            design.run();
            waveform.finish();
            return new Written(scopes(parts), waveform.cutAtPs());
        }
    }
}
