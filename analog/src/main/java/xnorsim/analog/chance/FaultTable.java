package xnorsim.analog.chance;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import xnorsim.arrays.readout.Variation;

/**
 * {@link Faults} for many rows of one subarray size: pairs of counts, of a kind and of its counterpart with the other
 * stored bit, recur and are cached. Not thread-safe.
 */
final class FaultTable {

    /** Changes of smaller total probability are neglected. */
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

    /** Distribution of the change of a row's counts, given its cells of each kind, summed over the slots. */
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

    /** The largest decrease of a row's counts considered. */
    int fewest(int columns) {
        return possible
                ? Stream.of(ofCell).mapToInt(cell -> cell.times(columns).without(LOST).lowest()).min().orElse(0)
                : 0;
    }

    /** The largest increase considered. */
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
