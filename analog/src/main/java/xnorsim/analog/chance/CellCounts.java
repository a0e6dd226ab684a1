package xnorsim.analog.chance;

import java.util.Arrays;

/**
 * Numbers of a row's cells by kind: stored bit and column spikes in the two slots. An unused column is a cell that
 * stores 1 without a spike. With one slot, the second one is a copy of the first.
 *
 * @param counts cells by 4 * stored bit + 2 * spike of slot tau1 + spike of slot tau2; not to be modified
 */
// A small table that is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record CellCounts(int[] counts) {

    /** Checks the numbers. */
    public CellCounts {
        counts = counts.clone();
        if (counts.length != 8 || Arrays.stream(counts).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("expected eight numbers of cells, 0 or more");
        }
    }

    /** Of a row and its vectors. */
    public static CellCounts of(boolean[] stored, boolean[] first, boolean[] second) {
        int[] counts = new int[8];
        for (int j = 0; j < stored.length; j++) {
            counts[(stored[j] ? 4 : 0) + (first[j] ? 2 : 0) + (second[j] ? 1 : 0)]++;
        }
        return new CellCounts(counts);
    }

    /**
     * Of a row in which half of the used cells store 1, with given fractions of agreeing cells in tau1 and tau2,
     * independent of each other and of the stored bit.
     */
    public static CellCounts even(int columns, int columnsInUse, double agreeFirst, double agreeSecond) {
        int[] counts = new int[8];
        int first = (int) Math.round(agreeFirst * columnsInUse);
        int second = (int) Math.round(agreeSecond * columnsInUse);
        int ones = columnsInUse / 2;
        int firstOnes = Math.min(ones, first / 2);
        int secondOnes = Math.min(ones, second / 2);
        share(counts, 4, ones, firstOnes, secondOnes);
        share(counts, 0, columnsInUse - ones, first - firstOnes, second - secondOnes);
        counts[4] += columns - columnsInUse;
        return new CellCounts(counts);
    }

    /** Cells of one stored bit with given agreements in each slot, independent of each other. */
    private static void share(int[] counts, int bit, int cells, int first, int second) {
        int both = cells == 0
                ? 0
                : Math.clamp(Math.round((double) first * second / cells), Math.max(0, first + second - cells),
                        Math.min(first, second));
        // A stored 1 agrees with a spike, a stored 0 with none.
        int flip = bit == 0 ? 3 : 0;
        counts[bit + (3 ^ flip)] += both;
        counts[bit + (2 ^ flip)] += first - both;
        counts[bit + (1 ^ flip)] += second - both;
        counts[bit + flip] += cells - first - second + both;
    }

    /** The same for one slot. */
    public static CellCounts even(int columns, int columnsInUse, double agree) {
        int ones = columnsInUse / 2;
        int agreeing = (int) Math.round(agree * columnsInUse);
        int agreeingOnes = (int) Math.round(agree * ones);
        int zeros = columnsInUse - ones;
        int agreeingZeros = Math.min(zeros, agreeing - agreeingOnes);
        return new CellCounts(new int[]{agreeingZeros, 0, 0, zeros - agreeingZeros,
                ones - agreeingOnes + columns - columnsInUse, 0, 0, agreeingOnes});
    }

    /**
     * Of a row with given agreements in the slots that stores only 1; not valid with faults.
     */
    static CellCounts agreeing(int columns, int both, int onlyFirst, int onlySecond) {
        return new CellCounts(
                new int[]{0, 0, 0, 0, columns - both - onlyFirst - onlySecond, onlySecond, onlyFirst, both});
    }

    /** Whether a cell of a kind agrees in slot 0 or 1. */
    static boolean agrees(int kind, int slot) {
        return (kind >> 2 & 1) == (kind >> (1 - slot) & 1);
    }

    /** All cells, M. */
    public int columns() {
        return Arrays.stream(counts).sum();
    }

    /** Agreeing cells in a slot. */
    public int pop(int slot) {
        int pop = 0;
        for (int kind = 0; kind < 8; kind++) {
            pop += agrees(kind, slot) ? counts[kind] : 0;
        }
        return pop;
    }
}
