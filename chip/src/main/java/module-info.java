/** Subarrays and whole networks on them: assembly, mapping, control and timing. */
module xnorsim.chip {
    requires static org.jspecify;
    requires transitive tools.jackson.databind;
    requires transitive xnorsim.arrays;
    requires transitive xnorsim.neurons;
    requires transitive xnorsim.network;
    requires transitive xnorsim.sim;

    exports xnorsim.chip;
}
