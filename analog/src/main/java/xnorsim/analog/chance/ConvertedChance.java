package xnorsim.analog.chance;

import xnorsim.chip.replay.Decision;

/**
 * Probability of a wrong decision after conversion: the independent codes of the column tiles are convolved exactly. A
 * dead row reads 0 in one subarray and not in the others, so each combination of dead ones is a case of its own.
 */
public final class ConvertedChance implements FiringChance {

    /** Above this number of column tiles, dead rows are mixed into each tile's codes, which takes longer. */
    private static final int MAX_CASES = 8;

    private final RowCodes codes;
    private final double deadRows;
    private final ThresholdChance thresholds;
    private final ErrorDistribution[] live;
    private final int[] low;
    private final int[] high;

    /** For a readout that converts every tile's sum to a code. */
    public ConvertedChance(RowCodes codes, double deadRows, ThresholdChance thresholds, int columnTiles) {
        this.codes = codes;
        this.deadRows = deadRows;
        this.thresholds = thresholds;
        this.live = new ErrorDistribution[columnTiles];
        this.low = new int[columnTiles];
        this.high = new int[columnTiles];
    }

    @Override
    public double otherThan(boolean fires, Decision d) {
        boolean mixes = deadRows > 0 && live.length > MAX_CASES;
        for (int c = 0; c < live.length; c++) {
            low[c] = mixes ? Math.min(codes.dead().lowest(), codes.lowest(d.cells()[c])) : codes.lowest(d.cells()[c]);
            high[c] = mixes ? Math.max(end(codes.dead()), codes.highest(d.cells()[c])) : codes.highest(d.cells()[c]);
        }
        boolean known = false;
        double chance = 0;
        int cases = deadRows > 0 && !mixes ? 1 << live.length : 1;
        for (int dead = 0; dead < cases; dead++) {
            int many = Integer.bitCount(dead);
            double weight = cases == 1
                    ? 1
                    : Math.pow(deadRows, many) * Math.pow(1 - deadRows, live.length - many);
            if (weight < FaultTable.LOST) {
                continue;
            }
            boolean doubtful = isDoubtful(dead, d);
            if (doubtful && !known) {
                known = true;
                for (int c = 0; c < live.length; c++) {
                    ErrorDistribution row = codes.live(d.cells()[c]);
                    live[c] = mixes ? codes.dead().or(deadRows, row) : row;
                }
            }
            chance += weight * (doubtful
                    ? otherThan(fires, sum(dead), d)
                    : highest(dead) + thresholds.reach() <= bound(d) == fires ? 1 : 0);
        }
        return chance;
    }

    private static double bound(Decision d) {
        return Math.scalb(d.needed(), -d.shift());
    }

    private static int end(ErrorDistribution codes) {
        return codes.lowest() + codes.probabilities().length - 1;
    }

    /**
     * Whether sums can lie on both sides of the bound, with any threshold: in most decisions they cannot.
     */
    private boolean isDoubtful(int dead, Decision d) {
        return lowest(dead) - thresholds.reach() <= bound(d) && highest(dead) + thresholds.reach() > bound(d);
    }

    private int lowest(int dead) {
        int sum = 0;
        for (int c = 0; c < live.length; c++) {
            sum += (dead >> c & 1) == 1 ? codes.dead().lowest() : low[c];
        }
        return sum;
    }

    private int highest(int dead) {
        int sum = 0;
        for (int c = 0; c < live.length; c++) {
            sum += (dead >> c & 1) == 1 ? end(codes.dead()) : high[c];
        }
        return sum;
    }

    private ErrorDistribution sum(int dead) {
        ErrorDistribution sum = ErrorDistribution.NONE;
        for (int c = 0; c < live.length; c++) {
            ErrorDistribution one = (dead >> c & 1) == 1 ? codes.dead() : live[c];
            sum = c == 0 ? one : sum.plus(one);
        }
        return sum;
    }

    private double otherThan(boolean fires, ErrorDistribution sum, Decision d) {
        if (thresholds.reach() == 0) {
            return fires ? sum.atMost(bound(d)) : sum.above(bound(d));
        }
        double chance = 0;
        for (int i = 0; i < sum.probabilities().length; i++) {
            chance += sum.probabilities()[i] * thresholds.otherThan(fires, sum.lowest() + i, d);
        }
        return chance;
    }
}
