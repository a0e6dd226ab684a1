/** Subarrays and whole networks on them: assembly, mapping, control and timing. */
module xnorsim.chip {
    requires static org.jspecify;
    requires transitive tools.jackson.databind;
    requires transitive xnorsim.arrays;
    requires transitive xnorsim.neurons;
    requires transitive xnorsim.network;
    requires transitive xnorsim.sim;
    requires transitive xnorsim.trace;

    exports xnorsim.chip.arch;
    exports xnorsim.chip.control;
    exports xnorsim.chip.count;
    exports xnorsim.chip.layout;
    exports xnorsim.chip.macro;
    exports xnorsim.chip.replay;
    exports xnorsim.chip.run;
    exports xnorsim.chip.session;
    exports xnorsim.chip.spikes;
}
