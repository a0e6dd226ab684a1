package xnorsim.chip.subarray;

import xnorsim.chip.layout.PassSource;

/**
 * Fills the shadow latch of double-buffered subarrays while the core processes the previous vector. Both synchronize
 * through the flag full: the core clears it in phase LOAD if set, the loader sets it if clear, so never both at one
 * edge.
 */
final class ShadowLoader {

    private final LockstepTiles tiles;
    private final PassSource plan;
    private final PassLengths lengths;
    private final int slots;
    private boolean showsBeats;
    private boolean full;
    private long edge = JobRunner.NEVER;
    private long pass;
    private int slot;
    private int beat;

    ShadowLoader(LockstepTiles tiles, PassSource plan, PassLengths lengths, int slots) {
        this.tiles = tiles;
        this.plan = plan;
        this.lengths = lengths;
        this.slots = slots;
    }

    /** Starts a job; {@code beats}: each beat has its own edge, since its effect is observed. */
    void begin(boolean beats) {
        showsBeats = beats;
        pass = 0;
        slot = 0;
    }

    long nextEdge() {
        return edge;
    }

    boolean isFull() {
        return full;
    }

    /** Whether the next vector is read at this edge. */
    boolean fetches(long at) {
        return at == edge && beat == 0;
    }

    void fetch() {
        plan.fetch(pass, slot, tiles.vector());
    }

    /** The core has taken the vector, or there was none yet: the next one loads from this edge on. */
    void start(long at) {
        full = false;
        while (pass < plan.passes() && lengths.isSkipped(pass)) {
            pass++;
        }
        if (pass < plan.passes()) {
            beat = 0;
            edge = at + (showsBeats ? 1 : lengths.of(pass, slot));
        } else {
            edge = JobRunner.NEVER;
        }
    }

    /**
     * A beat, or all of them.
     *
     * @return whether the latch is full now
     */
    boolean load() {
        if (!showsBeats) {
            tiles.slice(tiles.vector());
            tiles.prefetchAll();
            beat = lengths.of(pass, slot);
        } else {
            if (beat == 0) {
                tiles.slice(tiles.vector());
            }
            beat++;
            tiles.prefetch(beat - 1, lengths.isEvents(pass, slot), beat == lengths.of(pass, slot));
        }
        if (beat < lengths.of(pass, slot)) {
            edge++;
            return false;
        }
        full = true;
        edge = JobRunner.NEVER;
        slot++;
        if (slot == slots) {
            slot = 0;
            pass++;
        }
        return true;
    }
}
