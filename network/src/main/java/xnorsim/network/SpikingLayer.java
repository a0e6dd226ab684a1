package xnorsim.network;

/**
 * A layer of integrate-and-fire neurons (Algorithm 1): it fires if the membrane exceeds theta, then subtracts theta, or
 * sets the membrane to a fixed value with a hard reset.
 */
public sealed interface SpikingLayer extends Layer permits FirstLayer, BinaryLayer {
    /** Batch normalization of the sums, one entry per output channel. */
    Normalization normalization();

    /** Firing threshold of eq. (6), in units of the normalized sums; finite and above 0. */
    double theta();

    /** Reset: how the membrane of a neuron that fires changes. */
    Reset reset();

    /** Window and stride of the OR over the spikes, 1 for none. */
    int pool();

    @Override
    default Shape output() {
        return geometry().output().pooled(pool());
    }
}
