package xnorsim.network;

/**
 * A layer of integrate-and-fire neurons (Algorithm 1): it fires where the membrane exceeds theta, then takes theta off,
 * or sets the membrane to a fixed value where the layer asks for a hard reset.
 */
public sealed interface SpikingLayer extends Layer permits FirstLayer, BinaryLayer {
    /** Batch normalization of the sums, one entry an output channel. */
    Normalization normalization();

    /** Firing threshold of eq. (6), in units of the normalized sums; finite and above 0. */
    double theta();

    /** What becomes of the membrane of a neuron that fires. */
    Reset reset();

    /** Window and stride of the OR over the spikes, 1 for none. */
    int pool();

    @Override
    default Shape output() {
        return geometry().output().pooled(pool());
    }
}
