package xnorsim.chip.subarray;

import java.util.Arrays;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.layout.LayerTiming;
import xnorsim.chip.layout.PassSource;

/**
 * How many beats each vector of a job takes, which passes need none because no spike enters, and when a pass ends that
 * nobody watches. Where that depends on the spikes, it is found for all vectors when the job starts: what a job reads
 * does not change while it lasts.
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

    /** Looks at the vectors of a job whose plan is prepared. */
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

    /** The edge that ends the last pass of a job that nobody watches and that begins at {@code edge}. */
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

    /** The passes of a job that nobody watches and that begins at {@code edge} are asked for, in order. */
    void begin(long edge) {
        latchFullEdge = edge + after(-1, slots - 1);
    }

    /**
     * The edge that ends a pass which enters LOAD at {@code edge}; passes are asked for once, in order. With a latch, a
     * vector is taken one edge after both the latch is full and the core waits, and the loader begins the next one with
     * that edge.
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

    /** Cycles between the two BUFFER edges of the pass that {@link #endOfPass} was asked for last; 0 with one slot. */
    long holdCycles() {
        return holdCycles;
    }

    /** Beats of the vector that is loaded after this one, of any number if there is none. */
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

    /** Whether the pass goes past the subarrays. */
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
