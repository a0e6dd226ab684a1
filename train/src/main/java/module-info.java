/** Surrogate-gradient training of the networks. */
module xnorsim.train {
    requires static org.jspecify;
    requires java.management;
    requires jdk.management;
    requires transitive xnorsim.network;
    requires java.desktop;
    requires ai.djl.api;
    requires tools.jackson.databind;

    exports xnorsim.train;
    exports xnorsim.train.recipe;
}
