/** Surrogate-gradient training of the networks. */
module xnorsim.train {
    requires static org.jspecify;
    requires transitive xnorsim.network;
    requires ai.djl.api;

    exports xnorsim.train;
}
