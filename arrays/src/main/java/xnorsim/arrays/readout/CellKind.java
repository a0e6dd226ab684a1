package xnorsim.arrays.readout;

/** What a cell that agrees puts on its row. */
public enum CellKind {
    /**
     * Each cell switches its unit capacitor C_j between ground and supply: V = Vdd * sum(x_j C_j) / sum(C_j), x_j = 1
     * where cell j agrees.
     */
    CHARGE,
    /**
     * Each cell is a resistor between a read voltage and its row, of conductance G_on where it agrees and G_off where
     * not; the nominal current of M cells that do not agree is taken off, and what is left is scaled to V = Vdd / M a
     * cell.
     */
    CURRENT
}
