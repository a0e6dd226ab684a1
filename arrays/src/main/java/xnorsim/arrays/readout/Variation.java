package xnorsim.arrays.readout;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * What differs from chip to chip; drawn once a chip, each cell, row and column for itself.
 *
 * @param seed            master seed of all draws of the readout
 * @param chip            number of the chip instance
 * @param cellSigma       relative spread of the cells' capacitances or conductances
 * @param stuckAt0Rate    part of the cells whose stored bit reads 0, whatever is written
 * @param stuckAt1Rate    part of the cells whose stored bit reads 1
 * @param deadRowRate     part of the rows that read 0
 * @param deadColumnRate  part of the columns that are driven 0 always
 * @param thresholdSigma  spread of the IF units' thresholds, levels
 */
public record Variation(
        @Key(also = "a whole number", text = "seed of all draws") long seed,
        @Key(range = "0..2147483647", text = "which chip is drawn") int chip,
        @Key(range = "0..1000000", text = "relative spread of the cells") double cellSigma,
        @Key(name = "stuck_at_0_rate", range = "0..1",
                text = "part of the cells whose stored bit is always 0") double stuckAt0Rate,
        @Key(name = "stuck_at_1_rate", range = "0..1",
                text = "part of the cells whose stored bit is always 1") double stuckAt1Rate,
        @Key(range = "0..1", text = "part of the rows that read 0") double deadRowRate,
        @Key(range = "0..1", text = "part of the columns never driven") double deadColumnRate,
        @Key(name = "threshold_sigma_levels", range = "0..1000000",
                text = "spread of the thresholds, levels") double thresholdSigma) {

    private static final Keys<Variation> KEYS = Keys.of(Variation.class, AnalogKeys.WHERE);

    /** A chip like every other one. */
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
