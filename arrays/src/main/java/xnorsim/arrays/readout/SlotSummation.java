package xnorsim.arrays.readout;

/** How the value of slot tau2 is added to the held one of slot tau1. */
public enum SlotSummation {
    /** Charge sharing between two equal capacitors: V = (V1 + V2) / 2; a level has half the volts it has on the row. */
    CHARGE_SHARING,
    /** An integrator of gain g: V = g * (V1 + V2), within 0 and the supply. With one slot V = g * V1. */
    INTEGRATOR
}
