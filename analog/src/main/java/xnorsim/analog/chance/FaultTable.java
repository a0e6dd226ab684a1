package xnorsim.analog.chance;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import xnorsim.arrays.readout.Variation;

/**
 * What {@link Faults} says, for many rows of one subarray's size: so many cells of a kind and of its counterpart that
 * stores the other bit come again and again, and are kept. Not to be shared between threads.
 */
final class FaultTable {

    /** Changes that are together less probable are left out. */
    static final double LOST = 1e-13;

    private static final int PAIRS = 4;

    private final boolean possible;
    private final ErrorDistribution[] ofCell = new ErrorDistribution[2 * PAIRS];
    private final Map<Long, ErrorDistribution> ofPair = new HashMap<>();

    FaultTable(Variation v, int slots) {
        possible = v.stuckAt0Rate() + v.stuckAt1Rate() + v.deadColumnRate() > 0;
        for (int kind = 0; kind < ofCell.length; kind++) {
            ofCell[kind] = Faults.cell(v, kind, slots);
        }
    }

    /** How the counts of a row with so many cells of each kind change, summed over the slots. */
    ErrorDistribution of(int[] kinds) {
        if (!possible) {
            return ErrorDistribution.NONE;
        }
        ErrorDistribution all = pair(0, kinds[0], kinds[PAIRS]);
        for (int pair = 1; pair < PAIRS; pair++) {
            if (kinds[pair] + kinds[pair + PAIRS] > 0) {
                all = all.plus(pair(pair, kinds[pair], kinds[pair + PAIRS]));
            }
        }
        return all.without(LOST);
    }

    /** The largest fall of a row's counts that is looked for. */
    int fewest(int columns) {
        return possible
                ? Stream.of(ofCell).mapToInt(cell -> cell.times(columns).without(LOST).lowest()).min().orElse(0)
                : 0;
    }

    /** The largest rise. */
    int most(int columns) {
        return possible
                ? Stream.of(ofCell).map(cell -> cell.times(columns).without(LOST))
                        .mapToInt(all -> all.lowest() + all.probabilities().length - 1).max().orElse(0)
                : 0;
    }

    private ErrorDistribution pair(int pair, int zeros, int ones) {
        return ofPair.computeIfAbsent(((long) zeros << 20 | ones) << 2 | pair,
                _ -> ofCell[pair].times(zeros).plus(ofCell[pair + PAIRS].times(ones)).without(LOST));
    }
}
