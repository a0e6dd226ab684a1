package xnorsim.arrays;

import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/**
 * The hold capacitor of each row: it keeps the row sum of time slot tau1 until that of tau2 is added (eq. (11)). Ideal,
 * with exact charge in units of one agreeing cell, 0..slots*M.
 *
 * <p>Signal: {@code row<i>.buffer}.
 */
public final class CapacitiveBuffer {

    private final int[] held;
    private final BankSignal.Driver signal;

    /** Builds the buffers of N = {@code rows} rows over M = {@code columns} columns and one or two slots. */
    public CapacitiveBuffer(Scope scope, int rows, int columns, int slots) {
        this.held = new int[rows];
        this.signal = scope.bank("row", rows, "buffer", widthOf(slots * columns), false, BankSignal.Lanes.of(held));
    }

    /** Bits of a count of 0..{@code most}: ceil(log2(most + 1)). */
    public static int widthOf(int most) {
        return 32 - Integer.numberOfLeadingZeros(most);
    }

    /** The held counts, one per row; not to be written. */
    public int[] held() {
        return held;
    }

    /** The wires {@code row<i>.buffer}. */
    public BankSignal signal() {
        return signal.signal();
    }

    /** Slot tau1: samples the counts; update phase only. */
    public void sample(int[] pop) {
        System.arraycopy(pop, 0, held, 0, held.length);
        signal.updated();
    }

    /** Slot tau2: adds the counts to the held ones; update phase only. */
    public void add(int[] pop) {
        for (int row = 0; row < held.length; row++) {
            held[row] += pop[row];
        }
        signal.updated();
    }

    /** Slot tau1 for some rows; the others stay as they are; update phase only. */
    public void sample(int[] pop, int[] rows) {
        for (int row : rows) {
            held[row] = pop[row];
        }
        signal.updated();
    }

    /** Slot tau2 for some rows; the others stay as they are; update phase only. */
    public void add(int[] pop, int[] rows) {
        for (int row : rows) {
            held[row] += pop[row];
        }
        signal.updated();
    }
}
