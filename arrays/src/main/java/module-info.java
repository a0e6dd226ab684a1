/** Parts of the XNOR array: crossbar, column decoder, popcount kernels, capacitive buffer. */
module xnorsim.arrays {
    requires static org.jspecify;
    requires static jdk.incubator.vector;
    requires transitive xnorsim.sim;

    exports xnorsim.arrays;
    exports xnorsim.arrays.analog;
    exports xnorsim.arrays.readout;
}
