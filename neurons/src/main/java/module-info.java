/** Integrate-and-fire units in fixed point and the accumulating output units. */
module xnorsim.neurons {
    requires static jdk.incubator.vector;
    requires static org.jspecify;
    requires transitive xnorsim.sim;

    exports xnorsim.neurons;
}
