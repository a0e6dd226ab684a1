package xnorsim.network;

import xnorsim.network.neuron.Dynamics;

/**
 * The first layer (Algorithm 1, lines 1-8): real-valued weights in fixed point on the coded image; digital.
 *
 * @param name name of the layer
 * @param geometry connections, one group
 * @param weights real-valued weights, one code per weight
 * @param normalization batch normalization, one entry per output channel
 * @param theta firing threshold, finite and above 0
 * @param pool window and stride of the OR over the spikes, a divisor of the map; 1 for none
 * @param coding input coding
 * @param dynamics leak, firing and reset of its neurons
 */
public record FirstLayer(String name, Geometry geometry, FixedWeights weights, Normalization normalization,
        double theta, int pool, InputCoding coding, Dynamics dynamics) implements SpikingLayer {
    public FirstLayer {
        String where = Check.layer(name);
        Check.oneGroup(where, geometry);
        Check.length(where, "weights", weights.codes().length, geometry.weights());
        Check.length(where, "channels of the normalization", normalization.channels(), geometry.outputChannels());
        Check.positive(where, "theta", theta);
        Check.pool(where, geometry, pool);
        Check.reset(where, geometry, dynamics.reset());
        for (int i = 0; i < normalization.channels(); i++) {
            Check.folds(where, normalization, i, 1, theta, dynamics.reset());
        }
    }

    /** A sum of weights times inputs is a multiple of 2^-this: the weights' fraction bits and the coding's. */
    public int sumFractionBits() {
        return weights.fractionBits() + coding.fractionBits();
    }

    /** A layer of the paper's neurons. */
    public FirstLayer(String name, Geometry geometry, FixedWeights weights, Normalization normalization, double theta,
            int pool, InputCoding coding) {
        this(name, geometry, weights, normalization, theta, pool, coding, Dynamics.PLAIN);
    }
}
