/** Watchers of signals: waveforms in the VCD format. */
module xnorsim.trace {
    requires static org.jspecify;
    requires transitive xnorsim.sim;
    requires xnorsim.base;

    exports xnorsim.trace;
}
