package xnorsim.arrays.analog;

import java.util.Arrays;
import java.util.List;
import xnorsim.arrays.CapacitiveBuffer;
import xnorsim.arrays.readout.Transfer;
import xnorsim.arrays.rows.ArrayRegisters;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Scope;

/**
 * The rows of an analog subarray with observable registers.
 *
 * <p>Signals of rows in use (others stay 0): {@code row<i>.pop}, the popcount, stuck cells included; {@code
 * row<i>.buffer}, the held value in whole levels; {@code row<i>.code}; {@code row<i>.v_buffer}, the held value in
 * volts, and {@code row<i>.v_buffer_uv}, the same in microvolts.
 */
public final class AnalogArray implements ArrayRegisters {

    private static final double MICROVOLTS = 1e6;

    private final ArrayInstance specimen;
    private final Transfer transfer;
    private final AnalogRows rows;
    private final int most;
    private final int[] pop;
    private final int[] buffer;
    private final int[] code;
    private final int[] dots;
    private final double[] volts;
    private final BankSignal.Driver popSignal;
    private final BankSignal.Driver bufferSignal;
    private final BankSignal.Driver codeSignal;
    private final BankSignal.Driver voltsSignal;
    private final BankSignal.Driver microvoltsSignal;

    /** Builds the registers of {@code height} rows, of which those of {@code rows} are in use. */
    public AnalogArray(Scope scope, ArrayInstance specimen, AnalogRows rows, int height) {
        this.specimen = specimen;
        this.transfer = specimen.transfer();
        this.rows = rows;
        this.most = transfer.slots() * transfer.columns();
        this.pop = new int[height];
        this.buffer = new int[height];
        this.code = new int[height];
        this.dots = new int[height];
        this.volts = new double[height];
        int width = CapacitiveBuffer.widthOf(most);
        this.popSignal = scope.bank("row", height, "pop", CapacitiveBuffer.widthOf(transfer.columns()), false,
                BankSignal.Lanes.of(pop));
        this.bufferSignal = scope.bank("row", height, "buffer", width, false, BankSignal.Lanes.of(buffer));
        this.codeSignal = scope.bank("row", height, "code", width, false, BankSignal.Lanes.of(code));
        this.voltsSignal = scope.realBank("row", "v_buffer", volts);
        this.microvoltsSignal = scope.bank("row", height, "v_buffer_uv", 32, true,
                row -> (int) Math.rint(volts[row] * MICROVOLTS));
    }

    /** All signals, in the order of a waveform. */
    @Override
    public List<BankSignal> signals() {
        return List.of(popSignal.signal(), bufferSignal.signal(), codeSignal.signal(), voltsSignal.signal(),
                microvoltsSignal.signal());
    }

    /** The latest codes, one per row, beyond the converter's range where a comparator decided; not to be written. */
    @Override
    public int[] dots() {
        return dots;
    }

    /** EVAL: evaluates all rows for a slot; update phase only. */
    @Override
    public void evaluate(long[] columns, int slot) {
        rows.evaluate(columns, slot);
        for (int i = 0; i < rows.rows(); i++) {
            pop[i] = specimen.isDead(i) ? 0 : rows.pop()[i];
        }
        popSignal.updated();
    }

    /**
     * BUFFER: samples a slot and, if it is the second of two, adds it to the first; update phase only.
     *
     * @param keys  of the samplings, one per slot
     * @param decay droop of slot tau1, see {@link Transfer#decay}
     */
    @Override
    public void buffer(int slot, long[] keys, double decay) {
        boolean last = slot == transfer.slots() - 1;
        for (int i = 0; i < rows.rows(); i++) {
            double levels = last ? rows.sum(i, decay, keys[0], keys[slot]) : rows.held(slot, i, keys[slot]);
            volts[i] = volts(levels, last);
            buffer[i] = (int) Math.clamp(Math.rint(levels), 0, most);
        }
        bufferSignal.updated();
        voltsSignal.updated();
        microvoltsSignal.updated();
    }

    private double volts(double levels, boolean last) {
        return switch (transfer.readout().hold().adding()) {
            case CHARGE_SHARING -> levels * (last ? transfer.levelV() : transfer.rowLevelV());
            case INTEGRATOR -> Math.clamp(levels, transfer.floor(), transfer.ceiling()) * transfer.levelV();
        };
    }

    /** SENSE: converts all rows; update phase only. */
    @Override
    public void convert(long[] keys, double decay) {
        Arrays.fill(dots, 0);
        rows.addCodes(decay, keys[0], keys[keys.length - 1], dots, 0);
        show();
    }

    /** SENSE of a last time step without conversion, see {@link AnalogRows#decide}; update phase only. */
    @Override
    public void decide(long[] keys, double decay, double[] above) {
        rows.decide(decay, keys[0], keys[keys.length - 1], above, dots, 0);
        show();
    }

    private void show() {
        for (int i = 0; i < code.length; i++) {
            code[i] = Math.clamp(dots[i], 0, most);
        }
        codeSignal.updated();
    }
}
