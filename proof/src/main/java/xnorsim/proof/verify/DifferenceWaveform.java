package xnorsim.proof.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.sim.Scheduler;
import xnorsim.sim.Signal;
import xnorsim.trace.RecordingOptions;
import xnorsim.trace.WaveformRecorder;
import xnorsim.trace.WaveformScope;

/** The waveform of one subarray of a simulation that differs from the models. */
final class DifferenceWaveform {
    private DifferenceWaveform() {}

    /**
     * Runs a simulation and writes the waveform.
     *
     * @param run     the simulation; may stop early, as a faulty one does, and is written up to there
     * @param comment for the file's header
     * @throws IOException if the file cannot be written; the message names it
     */
    static void record(Path file, Scheduler scheduler, List<Signal> signals, String comment, Runnable run)
            throws IOException {
        try (WaveformRecorder writer = WaveformRecorder.open(file, scheduler,
                List.of(new WaveformScope(MacroSimulation.SCOPE, signals)),
                new RecordingOptions(List.of(comment), false))) {
            try {
                run.run();
            } catch (InputException e) {
                // The same error is the difference that was reported.
            }
            writer.finish();
        }
    }
}
