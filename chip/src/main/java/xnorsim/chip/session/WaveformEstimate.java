package xnorsim.chip.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Signal;
import xnorsim.trace.WaveformHierarchy;
import xnorsim.trace.WaveformSink;
import xnorsim.trace.WaveformSinks;

/**
 * Upper estimate of a waveform's size, from the passes and cycles in its window and the changes of each signal per
 * pass.
 *
 * @param signals variables of the file
 * @param bytes   size of the file
 * @param cycles  clock cycles in the window
 * @param passes  passes of the subarrays in the window, all together
 */
public record WaveformEstimate(long signals, long bytes, long cycles, long passes) {
    /**
     * Estimates parts whose scopes show only the signals to be written, in a window of a number of cycles that ends at
     * {@code endPs}.
     *
     * @param comments lines for the header of the file
     */
    static WaveformEstimate of(Path file, List<TracedDesign.Part> parts, double cycles, double endPs,
            List<String> comments) {
        List<WaveformSink.Expected.Changes> signals = new ArrayList<>();
        double instants = 0;
        double passes = 0;
        for (TracedDesign.Part part : parts) {
            TracedDesign.Work work = part.work();
            double inWindow = work.passes() == 0
                    ? 0
                    : Math.min((double) work.passes(), Math.ceil(cycles * work.passes() / work.cycles()));
            passes += inWindow;
            instants += inWindow * (work.slots() * (work.beats() + 2) + 4);
            for (Signal signal : part.scope().signals()) {
                double changes = signal.name().equals("clk") ? 2 * cycles : inWindow * changesPerPass(signal, work);
                instants += signal.name().equals("clk") ? 2 * cycles : 0;
                signals.add(new WaveformSink.Expected.Changes(signal, lanes(part, signal), changes));
            }
        }
        WaveformHierarchy hierarchy = new WaveformHierarchy(parts.stream().map(TracedDesign.Part::scope).toList());
        double bytes = WaveformSinks.of(file).bytes(file, hierarchy, comments,
                new WaveformSink.Expected(signals, Math.min(instants, 2 * cycles), endPs));
        return new WaveformEstimate(hierarchy.variables().size(), (long) bytes, (long) cycles, (long) passes);
    }

    private static long lanes(TracedDesign.Part part, Signal signal) {
        return signal instanceof BankSignal bank
                ? IntStream.range(0, bank.lanes()).filter(part.scope().lanes()).count()
                : 1;
    }

    private static double changesPerPass(Signal signal, TracedDesign.Work work) {
        return switch (signal.name()) {
            case "columns", "shadow" -> work.slots() * work.beats();
            case "phase" -> 3.0 * work.slots() + 4;
            case "full" -> 2.0 * work.slots();
            case "slot" -> work.slots() - 1 == 0 ? 0 : 2;
            case "pop", "buffer", "v_buffer", "v_buffer_uv" -> work.slots();
            case "membrane" -> 1.5;
            case "spike" -> 0.5;
            default -> 1;
        };
    }
}
