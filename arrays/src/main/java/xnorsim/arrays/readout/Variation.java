package xnorsim.arrays.readout;

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
public record Variation(long seed, int chip, double cellSigma, double stuckAt0Rate, double stuckAt1Rate,
        double deadRowRate, double deadColumnRate, double thresholdSigma) {

    /** A chip like every other one. */
    public static final Variation NONE = new Variation(1, 0, 0, 0, 0, 0, 0, 0);

    /** Checks every range. */
    public Variation {
        if (chip < 0) {
            throw new IllegalArgumentException("chip is " + chip + ", expected 0 or more");
        }
        Ranges.sigma("cell_sigma", cellSigma);
        Ranges.rate("stuck_at_0_rate", stuckAt0Rate);
        Ranges.rate("stuck_at_1_rate", stuckAt1Rate);
        if (stuckAt0Rate + stuckAt1Rate > 1) {
            throw new IllegalArgumentException("stuck_at_1_rate is " + stuckAt1Rate
                    + ", expected at most 1 together with stuck_at_0_rate, " + stuckAt0Rate);
        }
        Ranges.rate("dead_row_rate", deadRowRate);
        Ranges.rate("dead_column_rate", deadColumnRate);
        Ranges.sigma("threshold_sigma_levels", thresholdSigma);
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
