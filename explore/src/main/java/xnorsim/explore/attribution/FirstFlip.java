package xnorsim.explore.attribution;

import java.util.List;

/**
 * A spike that is wrong although all that its unit has received so far was right, and all that it has fired before.
 *
 * @param image    index in the data
 * @param layer    index in the network
 * @param timeStep 0..T-1
 * @param channel  output channel, a row of the layer's subarrays
 * @param position row * width + column before pooling
 * @param expected what the ideal readout gives, 0 or 1
 * @param causes   sources without any one of which the unit is right up to and with this time step; several are needed
 *                 together, none: without any single one it is wrong all the same
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
