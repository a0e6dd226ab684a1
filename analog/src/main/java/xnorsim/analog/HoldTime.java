package xnorsim.analog;

import xnorsim.chip.arch.Architecture;

/**
 * Hold time of slot tau1: between the two BUFFER edges of a pass (docs/timing.md). A simulation takes it from its
 * edges; this is the formula, with bounds if it depends on the spikes.
 *
 * @param shortestPs with the fewest possible spikes
 * @param longestPs  with the most possible spikes
 */
public record HoldTime(long shortestPs, long longestPs) {

    /** For a layer with one slot, in which nothing is held. */
    private static final HoldTime NONE = new HoldTime(0, 0);

    /**
     * The hold time of a subarray's passes.
     *
     * <p>From BUFFER of tau1 to BUFFER of tau2 lie the loading of tau2's vector, L cycles, the evaluation, E, and the
     * cycle of BUFFER: L + E + 1. With double buffering, max(L, E + 1) + 1: the next vector is taken one edge after
     * both it and the core are ready.
     *
     * @param slots        1 or 2
     * @param columnsInUse columns that can carry a spike
     */
    public static HoldTime of(Architecture architecture, int slots, int columnsInUse) {
        if (slots == 1) {
            return NONE;
        }
        int words = architecture.beats();
        int events = Math.max(1, columnsInUse);
        return switch (architecture.chip().loading()) {
            case WORDS -> between(architecture, words, words);
            case EVENTS -> between(architecture, 1, events);
            case CHEAPER -> between(architecture, 1, Math.min(words, events));
        };
    }

    /** The hold time of a pass, given the most spikes of its last vector in a column tile. */
    public static long ofPass(Architecture architecture, int slots, int mostSpikes) {
        if (slots == 1) {
            return 0;
        }
        int words = architecture.beats();
        int events = Math.max(1, mostSpikes);
        int beats = switch (architecture.chip().loading()) {
            case WORDS -> words;
            case EVENTS -> events;
            case CHEAPER -> Math.min(words, events);
        };
        return cycles(architecture, beats) * architecture.clockPeriodPs();
    }

    private static HoldTime between(Architecture architecture, int fewestBeats, int mostBeats) {
        return new HoldTime(cycles(architecture, fewestBeats) * architecture.clockPeriodPs(),
                cycles(architecture, mostBeats) * architecture.clockPeriodPs());
    }

    private static long cycles(Architecture architecture, long beats) {
        long processing = architecture.evalCycles() + 1L;
        return architecture.doubleBuffered() ? Math.max(beats, processing) + 1 : beats + processing;
    }
}
