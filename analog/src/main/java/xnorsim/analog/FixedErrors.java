package xnorsim.analog;

import xnorsim.arrays.readout.SlotSummation;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.SamplingSwitch;
import xnorsim.arrays.readout.Transfer;

/**
 * The largest error of each deterministic term of a readout alone, in levels, and of all together.
 *
 * @param settling   of incomplete settling when the switch opens, in all slots
 * @param droop      of the value held from tau1 to tau2, M (1 - exp(-t / RC)) at most
 * @param injection  of charge injection by the opening switch, in all slots
 * @param saturation of the integrator
 * @param clipping   of the converter's range
 * @param resolution of the converter's steps within its range
 * @param together   of the value before the converter, settling, droop, injection and saturation together
 * @param code       of the code, all of them together
 * @param tolerance  the largest error of a value before the converter that changes no code, 0.5 if codes are one level
 *                   apart
 */
public record FixedErrors(double settling, double droop, double injection, double saturation, int clipping,
        int resolution, double together, int code, double tolerance) {

    /** The remaining tolerance; minus the error of the codes if some are wrong. */
    public double margin() {
        return tolerance - Math.max(together, code);
    }

    /** The terms of one array shape. */
    public static FixedErrors of(Exactness all) {
        Hold h = all.readout().hold();
        // One capacitor with one term at a time.
        Hold still = Hold.LOSSLESS.withCapacitanceFf(h.capacitanceFf()).withTemperatureK(0);
        SamplingSwitch s = h.samplingSwitch();
        int most = all.slots() * all.columnsInUse();
        Transfer transfer = all.readout().transfer(all.columns(), all.slots());
        double saturation = h.adding() == SlotSummation.INTEGRATOR ? Math.max(0, most - transfer.ceiling()) : 0;
        int clipping = Math.max(transfer.lowestCode(), Math.max(0, most - transfer.highestCode()));
        return new FixedErrors(alone(all, still.withSamplingSwitch(s.withInjection(0, 0))),
                alone(all, still.withLeakResistanceGohm(h.leakResistanceGohm())),
                alone(all, still.withSamplingSwitch(s.withResistanceKohm(0))), saturation,
                clipping, resolution(transfer, most), all.worstError(), all.worstCodeError(),
                all.tolerance());
    }

    private static double alone(Exactness all, Hold hold) {
        AnalogReadout readout = all.readout().withHold(hold).withConversion(Conversion.EXACT);
        return new Exactness(readout, all.columns(), all.columnsInUse(), all.slots(), all.holdPs()).worstError();
    }

    private static int resolution(Transfer transfer, int most) {
        int worst = 0;
        for (int dot = transfer.lowestCode(); dot <= Math.min(most, transfer.highestCode()); dot++) {
            worst = Math.max(worst, Math.abs(transfer.code(dot) - dot));
        }
        return worst;
    }
}
