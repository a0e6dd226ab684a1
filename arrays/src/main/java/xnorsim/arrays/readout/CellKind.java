package xnorsim.arrays.readout;

/** How an agreeing cell drives its row. */
public enum CellKind {
    /**
     * Each cell switches its unit capacitor C_j between ground and supply: V = Vdd * sum(x_j C_j) / sum(C_j), x_j = 1
     * where cell j agrees.
     */
    CHARGE,
    /**
     * Each cell is a resistor between a read voltage and its row, of conductance G_on if it agrees, else G_off; the
     * nominal current of M non-agreeing cells is subtracted, and the rest is scaled to V = Vdd / M per cell.
     */
    CURRENT
}
