package xnorsim.arrays.readout;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * The switch between a row's follower and its hold capacitor. It closes on a capacitor at 0 V and opens at the BUFFER
 * edge. Meanwhile the capacitor settles through the switch resistance to 1 - exp(-t / (R_s C_h)) of the row voltage.
 * Opening, the switch injects charge.
 *
 * @param resistanceKohm  R_s while closed, kiloohms; 0: an ideal switch
 * @param closedPs        t, time for which it is closed, picoseconds; infinity: complete settling
 * @param injectionFc     charge injected on opening, femtocoulombs, of either sign
 * @param injectionFcPerV charge injected per volt on the capacitor, femtocoulombs per volt
 */
public record SamplingSwitch(
        @Key(name = "switch_resistance_kohm", range = "0..1000000", text = "on-resistance of the sampling switch,"
                + " kiloohms; settling is incomplete") double resistanceKohm,
        @Key(name = "sampling_time_ps", range = "above 0", also = "at most (`eval_cycles` + 1) * `clock_period_ps`",
                byDefault = "`clock_period_ps`", text = "time from its"
                        + " closing to the BUFFER edge, picoseconds") double closedPs,
        @Key(text = "charge injected by the opening switch, femtocoulombs") double injectionFc,
        @Key(also = "magnitude below `hold_capacitance_ff`",
                text = "charge injected per volt held, femtocoulombs") double injectionFcPerV) {

    private static final Keys<SamplingSwitch> KEYS = Keys.of(SamplingSwitch.class, AnalogKind.WHERE);

    /** A switch with instant settling and no charge injection. */
    public static final SamplingSwitch IDEAL = new SamplingSwitch(0, Double.POSITIVE_INFINITY, 0, 0);

    /** Checks every range. */
    public SamplingSwitch {
        KEYS.check(resistanceKohm, closedPs, injectionFc, injectionFcPerV);
        Ranges.finite("injection_fc", injectionFc);
        Ranges.finite("injection_fc_per_v", injectionFcPerV);
    }

    /** A switch without resistance but with charge injection, femtocoulombs and femtocoulombs per volt. */
    public static SamplingSwitch injecting(double fc, double fcPerV) {
        return IDEAL.withInjection(fc, fcPerV);
    }

    /** The same switch with another resistance in kiloohms. */
    public SamplingSwitch withResistanceKohm(double kohm) {
        return new SamplingSwitch(kohm, closedPs, injectionFc, injectionFcPerV);
    }

    /** The same switch, closed for another time in picoseconds. */
    public SamplingSwitch withClosedPs(double ps) {
        return new SamplingSwitch(resistanceKohm, ps, injectionFc, injectionFcPerV);
    }

    /** The same switch with another charge injection, femtocoulombs and femtocoulombs per volt. */
    public SamplingSwitch withInjection(double fc, double fcPerV) {
        return new SamplingSwitch(resistanceKohm, closedPs, fc, fcPerV);
    }

    /** Whether it injects charge. */
    public boolean injects() {
        return injectionFc != 0 || injectionFcPerV != 0;
    }

    /** Whether settling is incomplete when the switch opens. */
    public boolean cutsShort() {
        return resistanceKohm > 0 && Double.isFinite(closedPs);
    }

    /** Settling of a capacitor, in femtofarads, when the switch opens: its fraction of the row voltage, 0..1. */
    public double settled(double capacitanceFf) {
        // kiloohm * femtofarad = picosecond
        return cutsShort() ? -StrictMath.expm1(-closedPs / (resistanceKohm * capacitanceFf)) : 1;
    }
}
