package xnorsim.arrays.analog;

import java.util.Arrays;

/**
 * The flash converters of a subarray's rows, for values whose nearest code has no other boundaries near than its own
 * two: nearly all values if comparators deviate by less than a code. Immutable.
 */
final class FlashRows {

    /** Largest window of {@link #addCodes}, in codes. */
    static final double MAX_WINDOW = 0.125;

    private final int[] begin;
    private final double[] around;
    private final int[] levels;

    /**
     * For rows with boundaries {@code sorted[row]}, in codes; rows on one converter share them.
     *
     * @param levels the values of the codes, one more than there are boundaries
     */
    FlashRows(double[][] sorted, int[] levels) {
        this.levels = levels.clone();
        this.begin = new int[sorted.length];
        int width = levels.length + 1;
        int converters = 0;
        for (int row = 0; row < sorted.length; row++) {
            begin[row] = row > 0 && Arrays.equals(sorted[row], sorted[row - 1]) ? begin[row - 1] : converters++ * width;
        }
        this.around = new double[converters * width];
        for (int row = 0; row < sorted.length; row++) {
            if (row == 0 || begin[row] != begin[row - 1]) {
                fill(sorted[row], begin[row]);
            }
        }
    }

    /**
     * Per converter the boundaries around its codes: those of code c are entries {@code begin + c} and the next; not to
     * be written.
     */
    double[] around() {
        return around;
    }

    /** Start of a row's converter in {@link #around}; not to be written. */
    int[] begin() {
        return begin;
    }

    /** The boundaries of code c are the entries c and c + 1; NaN if further ones are near. */
    private void fill(double[] sorted, int at) {
        double[] all = new double[sorted.length + 2];
        all[0] = Double.NEGATIVE_INFINITY;
        all[sorted.length + 1] = Double.POSITIVE_INFINITY;
        System.arraycopy(sorted, 0, all, 1, sorted.length);
        System.arraycopy(all, 0, around, at, all.length);
        for (int c = 0; c <= sorted.length; c++) {
            boolean belowIsNear = c > 0 && all[c - 1] >= c - 0.5 - MAX_WINDOW;
            boolean aboveIsNear = c < sorted.length && all[c + 2] <= c + 0.5 + MAX_WINDOW;
            if (belowIsNear || aboveIsNear) {
                Arrays.fill(around, at + c, at + c + 2, Double.NaN);
            }
        }
    }

    /**
     * Adds the code of every index that is more than {@code window} away from its row's boundaries to {@code codes[at +
     * i]}.
     *
     * @param from     the first row
     * @param before   undecided rows before that
     * @param window   at most {@link #MAX_WINDOW}
     * @param doubtful the undecided rows, in ascending order, those with index NaN included
     * @return number of undecided rows, earlier ones included
     */
    int addCodes(int from, int before, double[] index, double window, int[] codes, int at, int[] doubtful) {
        int doubts = before;
        int top = levels.length - 1;
        for (int i = from; i < begin.length; i++) {
            double x = index[i];
            int nearest = Math.min(Math.max((int) Math.rint(x), 0), top);
            double over = x - around[begin[i] + nearest];
            double under = around[begin[i] + nearest + 1] - x;
            if (Math.abs(over) > window && Math.abs(under) > window) {
                codes[at + i] += levels[nearest - sign(over) + sign(under)];
            } else {
                doubtful[doubts++] = i;
            }
        }
        return doubts;
    }

    /** 1 for a negative number, else 0: without a branch, which would be unpredictable. */
    private static int sign(double x) {
        return (int) (Double.doubleToRawLongBits(x) >>> (Long.SIZE - 1));
    }
}
