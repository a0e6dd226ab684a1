package xnorsim.explore.attribution;

import java.util.List;

/**
 * A wrong spike of a unit whose inputs and earlier spikes were all right.
 *
 * @param image    index in the data
 * @param layer    index in the network
 * @param timeStep 0..T-1
 * @param channel  output channel, a row of the layer's subarrays
 * @param position row * width + column before pooling
 * @param expected spike with the ideal readout, 0 or 1
 * @param causes   necessary sources: without any one of them the unit is right up to and including this time step;
 *                 several act together; if empty, no single one is necessary
 */
public record FirstFlip(int image, int layer, int timeStep, int channel, int position, int expected,
        List<ErrorSource> causes) {

    /** Copies the list. */
    public FirstFlip {
        causes = List.copyOf(causes);
    }

    FirstFlip with(List<ErrorSource> found) {
        return new FirstFlip(image, layer, timeStep, channel, position, expected, found);
    }
}
