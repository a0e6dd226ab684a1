package xnorsim.network;

/**
 * A layer of integrate-and-fire neurons with soft reset (Algorithm 1): it fires where the membrane exceeds theta, then
 * takes theta off.
 */
public sealed interface SpikingLayer extends Layer permits FirstLayer, BinaryLayer {
    /** Batch normalization of the sums, one entry an output channel. */
    Normalization normalization();

    /** Firing threshold of eq. (6), in units of the normalized sums; finite and above 0. */
    double theta();

    /** Window and stride of the OR over the spikes, 1 for none. */
    int pool();

    @Override
    default Shape output() {
        return geometry().output().pooled(pool());
    }
}
