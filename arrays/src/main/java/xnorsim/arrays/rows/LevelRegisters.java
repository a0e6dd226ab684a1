package xnorsim.arrays.rows;

import java.util.Arrays;
import java.util.List;
import xnorsim.arrays.CapacitiveBuffer;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/**
 * The registers of a {@link LevelArray}.
 *
 * <p>Signals of rows in use (others stay 0): {@code row<i>.pop}, the popcount; {@code row<i>.buffer}, the levels held;
 * {@code row<i>.code}.
 */
final class LevelRegisters implements ArrayRegisters {

    private final LevelRows rows;
    private final int[] pop;
    private final int[] buffer;
    private final int[] code;
    private final BankSignal.Driver popSignal;
    private final BankSignal.Driver bufferSignal;
    private final BankSignal.Driver codeSignal;

    LevelRegisters(Scope scope, LevelArray array, LevelRows rows, int height) {
        this.rows = rows;
        this.pop = new int[height];
        this.buffer = new int[height];
        this.code = new int[height];
        int columns = array.stored().columns();
        int width = CapacitiveBuffer.widthOf(array.slots() * columns);
        this.popSignal = scope.bank("row", height, "pop", CapacitiveBuffer.widthOf(columns), false,
                BankSignal.Lanes.of(pop));
        this.bufferSignal = scope.bank("row", height, "buffer", width, false, BankSignal.Lanes.of(buffer));
        this.codeSignal = scope.bank("row", height, "code", width, false, BankSignal.Lanes.of(code));
    }

    @Override
    public List<BankSignal> signals() {
        return List.of(popSignal.signal(), bufferSignal.signal(), codeSignal.signal());
    }

    @Override
    public int[] dots() {
        return code;
    }

    @Override
    public void evaluate(long[] columns, int slot) {
        rows.evaluate(columns, slot);
        for (int i = 0; i < rows.rows(); i++) {
            pop[i] = rows.pop(i, slot);
        }
        popSignal.updated();
    }

    @Override
    public void buffer(int slot, long[] keys, double decay) {
        for (int i = 0; i < rows.rows(); i++) {
            buffer[i] = rows.levels(i, slot);
        }
        bufferSignal.updated();
    }

    @Override
    public void convert(long[] keys, double decay) {
        Arrays.fill(code, 0);
        rows.addCodes(decay, keys[0], keys[keys.length - 1], code, 0);
        codeSignal.updated();
    }
}
