package xnorsim.chip.subarray;

import java.util.Arrays;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.layout.LayerTiming;
import xnorsim.chip.layout.PassSource;

/**
 * Beats of each vector of a job, passes skipped for lack of spikes, and the end of unobserved passes. If they depend on
 * the spikes, they are computed for all vectors at the start of a job, since its inputs do not change.
 */
public final class PassLengths {

    private final Architecture architecture;
    private final ChipParameters chip;
    private final LockstepTiles tiles;
    private final PassSource plan;
    private final int slots;
    private final int words;
    private int[] beats = {};
    private long latchFullEdge;
    private long firstBufferEdge;
    private long holdCycles;

    /** The lengths of the passes of one job. */
    public PassLengths(Architecture architecture, LockstepTiles tiles, PassSource plan, int slots) {
        this.architecture = architecture;
        this.chip = architecture.chip();
        this.tiles = tiles;
        this.plan = plan;
        this.slots = slots;
        this.words = tiles.beats();
    }

    /** Examines the vectors of a job whose source is prepared. */
    void measure() {
        if (!chip.dataDependent()) {
            return;
        }
        int passes = (int) plan.passes();
        if (beats.length != passes * slots) {
            beats = new int[passes * slots];
        }
        for (int pass = 0; pass < passes; pass++) {
            int all = 0;
            for (int slot = 0; slot < slots; slot++) {
                plan.fetch(pass, slot, tiles.vector());
                int spikes = tiles.mostSpikes();
                all += spikes;
                beats[pass * slots + slot] = chip.loading().beats(spikes, words);
            }
            if (chip.skipSilent() && all == 0) {
                Arrays.fill(beats, pass * slots, (pass + 1) * slots, 0);
            }
        }
    }

    /** Beats of a vector. */
    int of(long pass, int slot) {
        return chip.dataDependent() ? beats[(int) pass * slots + slot] : words;
    }

    /** The edge that ends the last pass of an unobserved job starting at {@code edge}. */
    public long endOfJob(long edge) {
        begin(edge);
        long passes = plan.passes();
        if (!chip.dataDependent() && !architecture.doubleBuffered()) {
            return edge + passes * (endOfPass(0, edge) - edge);
        }
        long at = edge;
        for (long pass = 0; pass < passes; pass++) {
            at = endOfPass(pass, at);
        }
        return at;
    }

    /** Starts the in-order query of passes of an unobserved job that starts at {@code edge}. */
    void begin(long edge) {
        latchFullEdge = edge + after(-1, slots - 1);
    }

    /**
     * The edge that ends a pass which enters LOAD at {@code edge}; passes are queried once, in order. With a latch, a
     * vector is taken one edge after the latch is full and the core waits, and the loader starts the next one at that
     * edge.
     */
    long endOfPass(long pass, long edge) {
        if (isSkipped(pass)) {
            return edge + LayerTiming.SKIPPED_CYCLES;
        }
        long at = edge;
        for (int s = 0; s < slots; s++) {
            if (architecture.doubleBuffered()) {
                at = Math.max(at, latchFullEdge) + 1;
                latchFullEdge = at + after(pass, s);
            } else {
                at += of(pass, s);
            }
            at += architecture.evalCycles() + 1L;
            holdCycles = s == 0 ? 0 : at - firstBufferEdge;
            firstBufferEdge = s == 0 ? at : firstBufferEdge;
        }
        return at + architecture.senseCycles() + tiles.adderLevels() + 2L;
    }

    /** Cycles between the two BUFFER edges of the last pass queried by {@link #endOfPass}; 0 with one slot. */
    long holdCycles() {
        return holdCycles;
    }

    /** Beats of the next vector; arbitrary if there is none. */
    private int after(long pass, int slot) {
        if (!chip.dataDependent()) {
            return words;
        }
        int next = (int) pass * slots + slot + 1;
        while (next < beats.length && beats[next] == 0) {
            next++;
        }
        return next < beats.length ? beats[next] : 0;
    }

    /** Whether the pass skips the subarrays. */
    boolean isSkipped(long pass) {
        return chip.skipSilent() && beats[(int) pass * slots] == 0;
    }

    /** Whether the vector is loaded as address events. */
    boolean isEvents(long pass, int slot) {
        return switch (chip.loading()) {
            case WORDS -> false;
            case EVENTS -> true;
            case CHEAPER -> of(pass, slot) < words;
        };
    }
}
