package xnorsim.arrays.readout;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * The switch between a row's follower and its hold capacitor. It closes on a capacitor at 0 V and opens at the BUFFER
 * edge; meanwhile the capacitor charges through the switch's resistance, so that the part 1 - exp(-t / (R_s C_h)) of
 * the row's voltage arrives. Opening, it adds charge.
 *
 * @param resistanceKohm  R_s while closed, kiloohms; 0: an ideal switch
 * @param closedPs        t, how long it is closed, picoseconds; infinity: until the capacitor has settled
 * @param injectionFc     charge that it adds as it opens, femtocoulombs, of either sign
 * @param injectionFcPerV charge that it adds for each volt on the capacitor, femtocoulombs per volt
 */
public record SamplingSwitch(
        @Key(name = "switch_resistance_kohm", range = "0..1000000", text = "closed sampling switch, kiloohms; with it a"
                + " row settles only in part") double resistanceKohm,
        @Key(name = "sampling_time_ps", range = "above 0", also = "at most (`eval_cycles` + 1) * `clock_period_ps`",
                byDefault = "`clock_period_ps`", text = "how"
                        + " long that switch is closed before the BUFFER edge") double closedPs,
        @Key(text = "charge the opening switch adds, femtocoulombs") double injectionFc,
        @Key(also = "magnitude below `hold_capacitance_ff`",
                text = "charge it adds per volt held") double injectionFcPerV) {

    private static final Keys<SamplingSwitch> KEYS = Keys.of(SamplingSwitch.class, AnalogKeys.WHERE);

    /** A switch that settles at once and adds no charge. */
    public static final SamplingSwitch IDEAL = new SamplingSwitch(0, Double.POSITIVE_INFINITY, 0, 0);

    /** Checks every range. */
    public SamplingSwitch {
        KEYS.check(resistanceKohm, closedPs, injectionFc, injectionFcPerV);
        Ranges.finite("injection_fc", injectionFc);
        Ranges.finite("injection_fc_per_v", injectionFcPerV);
    }

    /** A switch without resistance that adds charge, femtocoulombs and femtocoulombs per volt. */
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

    /** The same switch with another charge, femtocoulombs and femtocoulombs per volt. */
    public SamplingSwitch withInjection(double fc, double fcPerV) {
        return new SamplingSwitch(resistanceKohm, closedPs, fc, fcPerV);
    }

    /** Whether it adds charge as it opens. */
    public boolean injects() {
        return injectionFc != 0 || injectionFcPerV != 0;
    }

    /** Whether a capacitor has not settled when the switch opens. */
    public boolean cutsShort() {
        return resistanceKohm > 0 && Double.isFinite(closedPs);
    }

    /** The part of the row's voltage that a capacitor of so many femtofarads has when the switch opens, 0..1. */
    public double settled(double capacitanceFf) {
        // kiloohm * femtofarad = picosecond
        return cutsShort() ? -StrictMath.expm1(-closedPs / (resistanceKohm * capacitanceFf)) : 1;
    }
}
