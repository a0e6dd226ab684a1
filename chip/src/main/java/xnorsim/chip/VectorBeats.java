package xnorsim.chip;

import java.util.Arrays;

/**
 * How many beats each vector of a job takes, and which passes need none because no spike enters. Where that depends on the
 * spikes, it is found for all vectors when the job starts: what a job reads does not change while it lasts.
 */
final class VectorBeats {

    private final ChipParameters chip;
    private final LockstepTiles tiles;
    private final PassPlan plan;
    private final int slots;
    private final int words;
    private int[] beats = {};

    VectorBeats(ChipParameters chip, LockstepTiles tiles, PassPlan plan, int slots) {
        this.chip = chip;
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
                beats[pass * slots + slot] = beats(spikes);
            }
            if (chip.skipSilent() && all == 0) {
                Arrays.fill(beats, pass * slots, (pass + 1) * slots, 0);
            }
        }
    }

    private int beats(int spikes) {
        int events = Math.max(1, spikes);
        return switch (chip.loading()) {
            case WORDS -> words;
            case EVENTS -> events;
            case CHEAPER -> Math.min(words, events);
        };
    }

    /** Beats of a vector. */
    int of(long pass, int slot) {
        return chip.dataDependent() ? beats[(int) pass * slots + slot] : words;
    }

    /** Beats of the vector that is loaded after this one, of any number if there is none. */
    int after(long pass, int slot) {
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
