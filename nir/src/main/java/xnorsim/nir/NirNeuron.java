package xnorsim.nir;

import java.util.Arrays;
import xnorsim.base.InputException;
import xnorsim.network.neuron.Leak;
import xnorsim.network.Shape;
import xnorsim.nir.graph.NirNode;
import xnorsim.nir.graph.Tensor;

/**
 * Parameters of integrate-and-fire neurons, one an output channel: a step adds factor * current to the leaked
 * potential, which fires above the threshold.
 *
 * @param factor    what a current of 1 adds in a step, not 0
 * @param threshold above 0; infinite for neurons that never fire
 * @param reset     v_reset
 * @param leak      of the potential, in every step
 */
// Arrays: made and used up in one place; nothing compares two neurons.
@SuppressWarnings("ArrayRecordComponent")
record NirNeuron(double[] factor, double[] threshold, double[] reset, Leak leak) {

    /** A field's numbers, one an output channel of {@code shape}: they must not differ within a channel. */
    static double[] channels(NirNode node, String field, Tensor tensor, Shape shape) {
        double[] values = tensor.values();
        double[] channels = new double[shape.channels()];
        int positions = shape.positions();
        if (values.length == 1) {
            Arrays.fill(channels, values[0]);
            return channels;
        }
        int rank = tensor.rank();
        boolean broadcast = values.length == shape.channels() && rank >= 3 && tensor.shape()[rank - 1] == 1
                && tensor.shape()[rank - 2] == 1;
        if (broadcast) {
            return values.clone();
        }
        if (values.length != shape.size()) {
            throw InputException.wrongValue(node.where(), "the shape of " + field, tensor.shapeText(),
                    "that of the layer, " + shape);
        }
        for (int c = 0; c < channels.length; c++) {
            channels[c] = values[c * positions];
            for (int p = 1; p < positions; p++) {
                if (values[c * positions + p] != channels[c]) {
                    throw InputException.wrongValue(node.where(), field + " of channel " + c,
                            "different between positions (" + channels[c] + ", " + values[c * positions + p] + ")",
                            "one number per channel");
                }
            }
        }
        return channels;
    }

    /** Whether all entries are the same. */
    static boolean isUniform(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }
}
