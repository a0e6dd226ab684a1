/** Surrogate-gradient training of the networks. */
module xnorsim.train {
    requires static org.jspecify;
    requires transitive xnorsim.network;

    exports xnorsim.train;
}
