package xnorsim.network;

import xnorsim.network.neuron.Dynamics;
import xnorsim.network.neuron.Reset;

/**
 * A layer of integrate-and-fire neurons (Algorithm 1): it fires if the membrane exceeds theta, then subtracts theta, or
 * sets the membrane to a fixed value with a hard reset. {@link Dynamics} may add a leak.
 */
public sealed interface SpikingLayer extends Layer permits FirstLayer, BinaryLayer {
    /** Batch normalization of the sums, one entry per output channel. */
    Normalization normalization();

    /** Firing threshold of eq. (6), in units of the normalized sums; finite and above 0. */
    double theta();

    /** Leak, firing and reset of its neurons. */
    Dynamics dynamics();

    /** Reset: how the membrane of a neuron that fires changes. */
    default Reset reset() {
        return dynamics().reset();
    }

    /** Window and stride of the OR over the spikes, 1 for none. */
    int pool();

    @Override
    default Shape output() {
        return geometry().output().pooled(pool());
    }
}
