/** Integrate-and-fire units in fixed point, other registered neuron models, and accumulating output units. */
module xnorsim.neurons {
    requires static jdk.incubator.vector;
    requires static org.jspecify;
    requires transitive xnorsim.base;
    requires transitive xnorsim.sim;

    exports xnorsim.neurons;

    uses xnorsim.neurons.NeuronRule.Kind;

    provides xnorsim.neurons.NeuronRule.Kind with xnorsim.neurons.IntegrateAndFire.Kind;
}
