package xnorsim.chip.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Signal;
import xnorsim.trace.WaveformScope;

/**
 * The parts of a design shown in a waveform.
 *
 * @param rows    the rows shown, given the number of rows
 * @param signals names; all if empty
 */
public record WaveformSelection(IntFunction<IntPredicate> rows, Set<String> signals) {
    /** Copies the names. */
    public WaveformSelection {
        signals = Set.copyOf(signals);
    }

    private static int rowsOf(List<TracedDesign.Part> parts) {
        return parts.stream().flatMap(part -> part.scope().signals().stream()).filter(BankSignal.class::isInstance)
                .mapToInt(signal -> ((BankSignal) signal).lanes()).max().orElse(1);
    }

    /** Names of the selectable signals. */
    public static SortedSet<String> signals(List<TracedDesign.Part> parts) {
        TreeSet<String> names = new TreeSet<>();
        parts.forEach(part -> part.scope().signals().forEach(signal -> names.add(signal.name())));
        return names;
    }

    /** The same rows of all signals. */
    public WaveformSelection ofAllSignals() {
        return new WaveformSelection(rows, Set.of());
    }

    /** The parts with their shown signals; parts without any are omitted. */
    public List<TracedDesign.Part> of(List<TracedDesign.Part> parts) {
        IntPredicate shown = rows.apply(rowsOf(parts));
        List<TracedDesign.Part> chosen = new ArrayList<>();
        for (TracedDesign.Part part : parts) {
            WaveformScope scope = part.scope();
            List<Signal> left = scope.signals().stream()
                    .filter(signal -> signals.isEmpty() || signals.contains(signal.name())).toList();
            if (!left.isEmpty()) {
                chosen.add(new TracedDesign.Part(new WaveformScope(scope.path(), left, shown), part.work()));
            }
        }
        return chosen;
    }
}
