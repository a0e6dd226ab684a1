/** The subarray as synthesizable SystemVerilog, with a bench that checks it against the simulation. */
module xnorsim.rtl {
    requires static org.jspecify;
    requires transitive xnorsim.chip;

    exports xnorsim.rtl;
}
