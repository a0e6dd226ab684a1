/** Parts of the XNOR array: crossbar, column decoder, popcount kernels, capacitive buffer. */
module xnorsim.arrays {
    requires static org.jspecify;
    requires static jdk.incubator.vector;
    requires transitive xnorsim.base;
    requires transitive xnorsim.sim;

    exports xnorsim.arrays;
    exports xnorsim.arrays.analog;
    exports xnorsim.arrays.cell;
    exports xnorsim.arrays.readout;
    exports xnorsim.arrays.rows;

    uses xnorsim.arrays.cell.CellGate;
    uses xnorsim.arrays.readout.Readout.Kind;

    provides xnorsim.arrays.cell.CellGate
            with xnorsim.arrays.cell.XnorGate,
            xnorsim.arrays.cell.AndGate,
            xnorsim.arrays.cell.TernaryGate;
    provides xnorsim.arrays.readout.Readout.Kind
            with xnorsim.arrays.readout.IdealReadout.Kind,
            xnorsim.arrays.readout.AnalogReadout.Charge,
            xnorsim.arrays.readout.AnalogReadout.Current;
}
