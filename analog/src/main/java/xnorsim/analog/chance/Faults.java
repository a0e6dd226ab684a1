package xnorsim.analog.chance;

import xnorsim.arrays.readout.Variation;

/**
 * Change of a row's counts, summed over the slots, by stuck cells and dead columns. Cells are independent: a stored bit
 * is stuck at the other value, or its column is never driven, so the changes of the cells of one kind are multinomial
 * and those of a row a convolution of eight.
 */
final class Faults {

    private Faults() {}

    static ErrorDistribution of(Variation v, CellCounts cells, int slots) {
        ErrorDistribution all = ErrorDistribution.NONE;
        if (v.stuckAt0Rate() + v.stuckAt1Rate() + v.deadColumnRate() == 0) {
            return all;
        }
        for (int kind = 0; kind < 8; kind++) {
            if (cells.counts()[kind] > 0) {
                all = all.plus(cell(v, kind, slots).times(cells.counts()[kind]));
            }
        }
        return all;
    }

    /** The change of the counts by a faulty cell of a kind. */
    static ErrorDistribution cell(Variation v, int kind, int slots) {
        boolean one = kind >= 4;
        double flipped = one ? v.stuckAt0Rate() : v.stuckAt1Rate();
        double[] change = new double[5];
        for (int dead = 0; dead <= 1; dead++) {
            int driven = dead == 1 ? kind & 4 : kind;
            double column = dead == 1 ? v.deadColumnRate() : 1 - v.deadColumnRate();
            change[2 + count(driven, slots) - count(kind, slots)] += column * (1 - flipped);
            change[2 + count(driven ^ 4, slots) - count(kind, slots)] += column * flipped;
        }
        return new ErrorDistribution(-2, change);
    }

    private static int count(int kind, int slots) {
        int count = 0;
        for (int slot = 2 - slots; slot < 2; slot++) {
            count += CellCounts.agrees(kind, slot) ? 1 : 0;
        }
        return count;
    }
}
