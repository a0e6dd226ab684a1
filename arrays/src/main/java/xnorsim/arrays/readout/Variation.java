package xnorsim.arrays.readout;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * Chip-to-chip variation; drawn once per chip, independently for each cell, row and column.
 *
 * @param seed            master seed of all draws of the readout
 * @param chip            number of the chip instance
 * @param cellSigma       relative standard deviation of cell capacitances or conductances
 * @param stuckAt0Rate    fraction of cells whose stored bit reads 0, whatever is written
 * @param stuckAt1Rate    fraction of cells whose stored bit reads 1
 * @param deadRowRate     fraction of rows that read 0
 * @param deadColumnRate  fraction of columns that are always driven 0
 * @param thresholdSigma  standard deviation of the IF units' thresholds, levels
 */
public record Variation(
        @Key(also = "a whole number", text = "seed of all random draws") long seed,
        @Key(range = "0..2147483647", text = "number of the drawn chip") int chip,
        @Key(range = "0..1000000", text = "relative standard deviation of cells") double cellSigma,
        @Key(name = "stuck_at_0_rate", range = "0..1",
                text = "fraction of cells stuck at 0") double stuckAt0Rate,
        @Key(name = "stuck_at_1_rate", range = "0..1",
                text = "fraction of cells stuck at 1") double stuckAt1Rate,
        @Key(range = "0..1", text = "fraction of rows that read 0") double deadRowRate,
        @Key(range = "0..1", text = "fraction of columns never driven") double deadColumnRate,
        @Key(name = "threshold_sigma_levels", range = "0..1000000",
                text = "standard deviation of thresholds, levels") double thresholdSigma) {

    private static final Keys<Variation> KEYS = Keys.of(Variation.class, AnalogKind.WHERE);

    /** No variation. */
    public static final Variation NONE = new Variation(1, 0, 0, 0, 0, 0, 0, 0);

    /** Checks every range. */
    public Variation {
        KEYS.check(seed, chip, cellSigma, stuckAt0Rate, stuckAt1Rate, deadRowRate, deadColumnRate, thresholdSigma);
        if (stuckAt0Rate + stuckAt1Rate > 1) {
            throw new IllegalArgumentException("stuck_at_1_rate is " + stuckAt1Rate
                    + ", expected at most 1 together with stuck_at_0_rate, " + stuckAt0Rate);
        }
    }

    /** Another chip of the same kind. */
    public Variation withChip(int other) {
        return new Variation(seed, other, cellSigma, stuckAt0Rate, stuckAt1Rate, deadRowRate, deadColumnRate,
                thresholdSigma);
    }

    /** The draws of this chip. */
    public Draws draws() {
        return new Draws(seed, chip);
    }
}
