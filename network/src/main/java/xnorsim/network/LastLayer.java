package xnorsim.network;

import xnorsim.base.InputException;

/**
 * The last layer (Algorithm 1, lines 16-22): real-valued weights in fixed point, digital. In every time step its
 * membranes grow by (sum of weights times spikes) - bias; it never fires. The class is the neuron with the largest
 * membrane after the last step, the lowest index where several are equal.
 *
 * <p>Batch normalization of this layer is folded into weights and bias beforehand: weights * gain / sigma and
 * mu * gain / sigma - shift.
 *
 * @param name name of the layer
 * @param geometry connections, one group; one output position
 * @param weights real-valued weights, one code per weight
 * @param bias subtracted in every time step, one entry per output; not to be modified
 */
// Arrays: up to millions of numbers, copied when the record is made; nothing compares two of these records.
@SuppressWarnings("ArrayRecordComponent")
public record LastLayer(String name, Geometry geometry, FixedWeights weights, double[] bias) implements Layer {
    public LastLayer {
        String where = Check.layer(name);
        Check.oneGroup(where, geometry);
        Check.length(where, "weights", weights.codes().length, geometry.weights());
        bias = Check.allFinite(where, "bias", bias.clone());
        Check.length(where, "bias", bias.length, geometry.outputChannels());
        if (geometry.positions() != 1) {
            throw InputException.wrongValue(where, "the number of output positions", geometry.positions(),
                    "1, that is, a kernel as large as the input map");
        }
    }

    @Override
    public Shape output() {
        return geometry.output();
    }
}
