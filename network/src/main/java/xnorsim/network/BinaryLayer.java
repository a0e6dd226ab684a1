package xnorsim.network;

import xnorsim.network.neuron.Dynamics;

/**
 * A binarized layer (Algorithm 1, lines 9-15): weights -1 and +1, stored as bits, as in the arrays.
 *
 * @param name name of the layer
 * @param geometry connections
 * @param weights 0 for -1, 1 for +1, in the order (output channel, input channel, kernel row, kernel column); not to be
 *        modified
 * @param alpha scaling factor of eq. (5), one per output channel, finite and above 0; not to be modified
 * @param normalization batch normalization of alpha * (sum of weights times spikes), one entry per output channel
 * @param theta firing threshold, finite and above 0
 * @param residual f of eq. (5): the spikes of layer l-2 enter through the same weights
 * @param pool window and stride of the OR over the spikes, a divisor of the map; 1 for none
 * @param dynamics leak, firing and reset of its neurons
 */
// Arrays: up to millions of numbers, copied when the record is made; nothing compares two of these records.
@SuppressWarnings("ArrayRecordComponent")
public record BinaryLayer(String name, Geometry geometry, byte[] weights, double[] alpha, Normalization normalization,
        double theta, boolean residual, int pool, Dynamics dynamics) implements SpikingLayer {
    public BinaryLayer {
        String where = Check.layer(name);
        weights = weights.clone();
        Check.length(where, "weights", weights.length, geometry.weights());
        for (int i = 0; i < weights.length; i++) {
            if ((weights[i] & ~1) != 0) {
                Check.inRange(where, "weights[" + i + "]", weights[i], 0, 1);
            }
        }
        alpha = Check.allPositive(where, "alpha", alpha.clone());
        Check.length(where, "alpha", alpha.length, geometry.outputChannels());
        Check.length(where, "channels of the normalization", normalization.channels(), geometry.outputChannels());
        Check.positive(where, "theta", theta);
        Check.pool(where, geometry, pool);
        Check.reset(where, geometry, dynamics.reset());
        for (int i = 0; i < alpha.length; i++) {
            Check.folds(where, normalization, i, alpha[i], theta, dynamics.reset());
        }
    }

    /** A layer of the paper's neurons. */
    public BinaryLayer(String name, Geometry geometry, byte[] weights, double[] alpha, Normalization normalization,
            double theta, boolean residual, int pool) {
        this(name, geometry, weights, alpha, normalization, theta, residual, pool, Dynamics.PLAIN);
    }

    /** Vectors an output position needs in one time step: 2 with a residual (tau1 and tau2), else 1. */
    public int slots() {
        return residual ? 2 : 1;
    }
}
