package xnorsim.arrays.readout;

/**
 * The capacitor on which each row is sampled at its BUFFER edge.
 *
 * @param capacitanceFf     C_h, femtofarads; infinity: no noise, no droop, no injection
 * @param temperatureK      T of the noise sqrt(kT / C_h) of each sampling, kelvin; 0: none
 * @param leakResistanceGohm R of the droop exp(-t / (R C_h)), gigaohms; infinity: none
 * @param injectionFc       charge that the opening switch adds, femtocoulombs, of either sign
 * @param injectionFcPerV   charge that it adds for each volt on the capacitor, femtocoulombs per volt
 * @param adding            how two slots are added
 * @param integratorGain    g of {@link Adding#INTEGRATOR}
 */
public record Hold(double capacitanceFf, double temperatureK, double leakResistanceGohm, double injectionFc,
        double injectionFcPerV, Adding adding, double integratorGain) {

    /** A capacitor without losses, slots added by charge sharing. */
    public static final Hold LOSSLESS = new Hold(Double.POSITIVE_INFINITY, 300, Double.POSITIVE_INFINITY, 0, 0,
            Adding.CHARGE_SHARING, 0.5);

    /** Checks every range. */
    public Hold {
        Ranges.positive("hold_capacitance_ff", capacitanceFf);
        Ranges.atLeastZero("temperature_k", temperatureK);
        Ranges.positive("leak_resistance_gohm", leakResistanceGohm);
        Ranges.finite("injection_fc", injectionFc);
        Ranges.finite("injection_fc_per_v", injectionFcPerV);
        Ranges.positive("integrator_gain", integratorGain);
        Ranges.finite("integrator_gain", integratorGain);
        if (Double.isInfinite(capacitanceFf)
                && (Double.isFinite(leakResistanceGohm) || injectionFc != 0 || injectionFcPerV != 0)) {
            throw new IllegalArgumentException("hold_capacitance_ff is missing, expected femtofarads: leakage and"
                    + " injection need a capacitor");
        }
        if (Math.abs(injectionFcPerV) >= capacitanceFf) {
            throw new IllegalArgumentException("injection_fc_per_v is " + injectionFcPerV
                    + ", expected a magnitude below hold_capacitance_ff, " + capacitanceFf);
        }
    }

    /** Time constant R * C_h in picoseconds; infinity without leakage. */
    public double timeConstantPs() {
        // gigaohm * femtofarad = microsecond
        return Double.isInfinite(leakResistanceGohm)
                ? Double.POSITIVE_INFINITY
                : leakResistanceGohm * capacitanceFf * 1e6;
    }
}
