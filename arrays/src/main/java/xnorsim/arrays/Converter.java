package xnorsim.arrays;

import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/**
 * Converts the buffer of each row to a digital code, dot(i) of eq. (11). Ideal: code = buffer.
 *
 * <p>Signal: {@code row<i>.code}.
 */
public final class Converter {

    private final int[] code;
    private final BankSignal.Driver signal;

    /** Builds the converters of N = {@code rows} rows over M = {@code columns} columns and one or two slots. */
    public Converter(Scope scope, int rows, int columns, int slots) {
        this.code = new int[rows];
        this.signal = scope.bank("row", rows, "code", CapacitiveBuffer.widthOf(slots * columns), false,
                BankSignal.Lanes.of(code));
    }

    /** The latest codes, one per row; not to be written. */
    public int[] code() {
        return code;
    }

    /** The wires {@code row<i>.code}. */
    public BankSignal signal() {
        return signal.signal();
    }

    /** Converts all rows; update phase only. */
    public void convert(int[] held) {
        System.arraycopy(held, 0, code, 0, code.length);
        signal.updated();
    }

    /** Converts some rows and leaves the others as they are; update phase only. */
    public void convert(int[] held, int[] rows) {
        for (int row : rows) {
            code[row] = held[row];
        }
        signal.updated();
    }
}
