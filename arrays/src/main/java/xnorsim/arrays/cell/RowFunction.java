package xnorsim.arrays.cell;

import xnorsim.base.InputException;

/**
 * The sum of a row of cells. With n(w, o) the number of cells with weight bit w and spike o, the sum is {@code on11 *
 * n11 + on01 * n01 + on10 * n10 + on00 * n00}, all subarrays of a tile together. It is {@code sum over j of w(j) * o(j)
 * + offset} for every vector of spikes.
 *
 * @param gate the gate
 * @param on11 contribution of a cell with weight +1 and a spike
 * @param on01 with weight -1 and a spike
 * @param on10 with weight +1 and no spike
 * @param on00 with weight -1 and no spike
 */
public record RowFunction(CellGate gate, int on11, int on01, int on10, int on00) {

    /**
     * The function of a gate.
     *
     * @throws InputException if the row sum is not the sum of w * o plus a constant of the row, an unused
     *         cell cannot be silent, or the active cells do not follow from the pairs of all subarrays together
     */
    public static RowFunction of(CellGate gate) {
        RowFunction f = new RowFunction(gate, sum(gate, true, true), sum(gate, false, true), sum(gate, true, false),
                sum(gate, false, false));
        if (f.on11 - f.on10 != 1 || f.on01 - f.on00 != -1) {
            throw new InputException("gate " + gate.key()
                    + ": a spike changes a row's sum by " + (f.on11 - f.on10) + " at weight +1 and by "
                    + (f.on01 - f.on00) + " at weight -1, expected 1 and -1");
        }
        if (f.on10 != 0 && f.on00 != 0) {
            throw new InputException("gate " + gate.key()
                    + ": a cell without a spike always adds to its row, expected 0 for one of its bits: unused cells"
                    + " hold that");
        }
        for (int array = 1; array < gate.arraysPerTile(); array++) {
            if (gate.storesComplement(array) != gate.storesComplement(0) && !sameActivity(gate, array)) {
                throw new InputException("gate " + gate.key() + ": subarray " + array
                        + " stores the complement, expected cells as active as those of subarray 0");
            }
        }
        return f;
    }

    private static int sum(CellGate gate, boolean weight, boolean spike) {
        int sum = 0;
        for (int array = 0; array < gate.arraysPerTile(); array++) {
            sum += gate.output(array, weight != gate.storesComplement(array), spike);
        }
        return sum;
    }

    private static boolean sameActivity(CellGate gate, int array) {
        for (int pair = 0; pair < 4; pair++) {
            boolean stored = (pair & 2) != 0;
            boolean spike = (pair & 1) != 0;
            if ((gate.output(array, stored, spike) == 0) != (gate.output(0, stored, spike) == 0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The sum of one slot or both.
     *
     * @param agreeing cells whose weight bit is their spike, n11 + n00
     * @param spikes   of the vectors
     * @param ones     weights +1 of the row, times slots
     * @param zeros    weights -1 of the row, times slots
     */
    public int sum(int agreeing, int spikes, int ones, int zeros) {
        int n11 = (agreeing - zeros + spikes) >> 1;
        return on11 * n11 + on01 * (spikes - n11) + on10 * (ones - n11) + on00 * (zeros - spikes + n11);
    }

    /** The offset: the sum of a row without a spike. */
    public int offset(int ones, int zeros) {
        return on10 * ones + on00 * zeros;
    }

    /** The smallest sum of a row with a number of cells. */
    public long least(long cells) {
        return cells * Math.min(Math.min(on11, on01), Math.min(on10, on00));
    }

    /** The largest sum of a row with a number of cells. */
    public long largest(long cells) {
        return cells * Math.max(Math.max(on11, on01), Math.max(on10, on00));
    }

    /**
     * Cells whose output is not 0.
     *
     * @param pairs00 cells with stored bit 0 and no spike, of all subarrays of the tiles together
     * @param pairs01 with stored bit 0 and a spike
     * @param pairs10 with stored bit 1 and no spike
     * @param pairs11 with stored bit 1 and a spike
     */
    public long active(long pairs00, long pairs01, long pairs10, long pairs11) {
        long active = 0;
        for (int array = 0; array < gate.arraysPerTile(); array++) {
            active += part(array, false, false, pairs00) + part(array, false, true, pairs01)
                    + part(array, true, false, pairs10) + part(array, true, true, pairs11);
        }
        return active / gate.arraysPerTile();
    }

    /** {@link #active} for cells counted by weight bit and spike, in one subarray each. */
    public long activeOfWeights(long n00, long n01, long n10, long n11) {
        long active = 0;
        for (int array = 0; array < gate.arraysPerTile(); array++) {
            boolean flipped = gate.storesComplement(array);
            active += part(array, flipped, false, n00) + part(array, flipped, true, n01)
                    + part(array, !flipped, false, n10) + part(array, !flipped, true, n11);
        }
        return active;
    }

    private long part(int array, boolean stored, boolean spike, long pairs) {
        return gate.output(array, stored, spike) == 0 ? 0 : pairs;
    }
}
