/** Networks as data, their files, input coding and the reference model. Independent of the engine it judges. */
module xnorsim.network {
    requires static org.jspecify;
    requires transitive xnorsim.base;
    requires transitive tools.jackson.databind;
    requires org.apache.commons.compress;
    requires transitive java.desktop;

    exports xnorsim.network;
    exports xnorsim.network.data;
    exports xnorsim.network.file;
    exports xnorsim.network.neuron;
    exports xnorsim.network.npy;
    exports xnorsim.network.reference;

    uses xnorsim.network.reference.ReferenceNeuron.Kind;
}
