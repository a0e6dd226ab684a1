package xnorsim.arrays.readout;

/** How the count of slot tau2 is added to the held one of slot tau1. */
public enum SlotSummation {
    /** Two equal capacitors are shorted: V = (V1 + V2) / 2; a level is half as many volts as on the row. */
    CHARGE_SHARING,
    /** An integrator of gain g: V = g * (V1 + V2), within 0 and the supply. With one slot V = g * V1. */
    INTEGRATOR
}
