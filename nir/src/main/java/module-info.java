/** Networks in the Neuromorphic Intermediate Representation (NIR), read and written. */
module xnorsim.nir {
    requires static org.jspecify;
    requires transitive xnorsim.network;
    requires io.jhdf;

    exports xnorsim.nir;
}
