package xnorsim.chip.subarray;

import xnorsim.arrays.StoredWeights;
import xnorsim.chip.arch.Gate;
import xnorsim.chip.spikes.Bits;

/**
 * The sums of a layer whose cells compute something else than XNOR: sum over j of w(i,j) * o(j) with weights -1 and +1,
 * which needs no offset M1. For {@link Gate#AND} each weight is stored in one of two subarrays, and the sum of the
 * second is subtracted from that of the first (eq. (8)); for {@link Gate#TERNARY} a cell adds its product 0, +1 or -1.
 */
final class GateSums {

    private final Gate gate;
    private final long[][] positive;
    private final long[][] negative;

    GateSums(Gate gate, StoredWeights weights) {
        this.gate = gate;
        int words = Bits.words(weights.columns());
        positive = new long[weights.rows()][words];
        negative = new long[weights.rows()][words];
        for (int row = 0; row < weights.rows(); row++) {
            for (int column = 0; column < weights.columns(); column++) {
                long[][] array = weights.isOne(row, column) ? positive : negative;
                array[row][column >> 6] |= 1L << column;
            }
        }
    }

    /** Adds one slot's sum of every row to {@code dots}. */
    void add(long[] spikes, int[] dots) {
        for (int row = 0; row < positive.length; row++) {
            dots[row] += switch (gate) {
                case AND -> ones(positive[row], spikes) - ones(negative[row], spikes);
                case TERNARY -> products(positive[row], spikes);
                case XNOR -> throw new IllegalStateException("XNOR has kernels of its own");
            };
        }
    }

    /** The count of a subarray of AND cells. */
    private static int ones(long[] stored, long[] spikes) {
        int count = 0;
        for (int k = 0; k < stored.length; k++) {
            count += Long.bitCount(stored[k] & spikes[k]);
        }
        return count;
    }

    /** The signed sum of a row of cells that hold a sign each; a cell without a spike adds 0. */
    private static int products(long[] sign, long[] spikes) {
        int sum = 0;
        for (int k = 0; k < sign.length; k++) {
            long plus = spikes[k] & sign[k];
            long minus = spikes[k] & ~sign[k];
            sum += Long.bitCount(plus) - Long.bitCount(minus);
        }
        return sum;
    }
}
