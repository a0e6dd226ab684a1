package xnorsim.arrays.readout;

import xnorsim.base.Key;
import xnorsim.base.Keys;

/**
 * The hold capacitor of each row, sampled at the BUFFER edge.
 *
 * @param capacitanceFf      C_h, femtofarads; infinity: no kT/C noise, droop or charge injection
 * @param temperatureK       T of the kT/C noise, sqrt(kT / C_h) per sampling, kelvin; 0: none
 * @param leakResistanceGohm R of the droop exp(-t / (R C_h)), gigaohms; infinity: none
 * @param samplingSwitch     the sampling switch
 * @param adding             how two slots are added
 * @param integratorGain     g of {@link SlotSummation#INTEGRATOR}
 */
public record Hold(
        @Key(name = "hold_capacitance_ff", range = "above 0", byDefault = "infinite", text = "hold capacitor of a"
                + " row, femtofarads; source of kT/C noise") double capacitanceFf,
        @Key(range = "0..1000000", text = "temperature of the kT/C noise, kelvin; 0: no noise") double temperatureK,
        @Key(range = "above 0", byDefault = "infinite", text = "leak of the hold capacitor, causes droop,"
                + " gigaohms") double leakResistanceGohm,
        SamplingSwitch samplingSwitch,
        @Key(text = "slots added by shorting two capacitors, or by an integrator") SlotSummation adding,
        @Key(range = "above 0",
                text = "gain of the integrator, which saturates at 0 and the supply") double integratorGain) {

    private static final Keys<Hold> KEYS = Keys.of(Hold.class, AnalogKind.WHERE);

    /** A lossless capacitor, slots added by charge sharing. */
    public static final Hold LOSSLESS = new Hold(Double.POSITIVE_INFINITY, 300, Double.POSITIVE_INFINITY,
            SamplingSwitch.IDEAL, SlotSummation.CHARGE_SHARING, 0.5);

    /** Checks every range. */
    public Hold {
        KEYS.check(capacitanceFf, temperatureK, leakResistanceGohm, samplingSwitch, adding, integratorGain);
        Ranges.finite("integrator_gain", integratorGain);
        if (Double.isInfinite(capacitanceFf) && (Double.isFinite(leakResistanceGohm) || samplingSwitch.injects()
                || samplingSwitch.resistanceKohm() > 0)) {
            throw new IllegalArgumentException("hold_capacitance_ff is missing, expected femtofarads: leakage,"
                    + " injection and the switch's resistance need a capacitor");
        }
        if (Math.abs(samplingSwitch.injectionFcPerV()) >= capacitanceFf) {
            throw new IllegalArgumentException("injection_fc_per_v is " + samplingSwitch.injectionFcPerV()
                    + ", expected a magnitude below hold_capacitance_ff, " + capacitanceFf);
        }
    }

    /** The same with another capacitor, femtofarads. */
    public Hold withCapacitanceFf(double ff) {
        return new Hold(ff, temperatureK, leakResistanceGohm, samplingSwitch, adding, integratorGain);
    }

    /** The same with another noise temperature, kelvin. */
    public Hold withTemperatureK(double kelvin) {
        return new Hold(capacitanceFf, kelvin, leakResistanceGohm, samplingSwitch, adding, integratorGain);
    }

    /** The same with another leak, gigaohms. */
    public Hold withLeakResistanceGohm(double gohm) {
        return new Hold(capacitanceFf, temperatureK, gohm, samplingSwitch, adding, integratorGain);
    }

    /** The same with another switch. */
    public Hold withSamplingSwitch(SamplingSwitch other) {
        return new Hold(capacitanceFf, temperatureK, leakResistanceGohm, other, adding, integratorGain);
    }

    /** The same with slots added in another way. */
    public Hold withAdding(SlotSummation other, double gain) {
        return new Hold(capacitanceFf, temperatureK, leakResistanceGohm, samplingSwitch, other, gain);
    }

    /** Time constant R * C_h of the droop in picoseconds; infinity without leakage. */
    public double timeConstantPs() {
        // gigaohm * femtofarad = microsecond
        return Double.isInfinite(leakResistanceGohm)
                ? Double.POSITIVE_INFINITY
                : leakResistanceGohm * capacitanceFf * 1e6;
    }
}
