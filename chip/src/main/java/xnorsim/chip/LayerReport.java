package xnorsim.chip;

import java.util.Optional;
import xnorsim.network.Shape;

/**
 * What one layer did, per image.
 *
 * @param name            of the layer
 * @param digital         whether it runs on digital adders instead of subarrays
 * @param output          shape of its map before pooling
 * @param fanIn           K
 * @param slots           time slots per time step, 2 with a residual
 * @param rowTiles        Tr, 0 if digital
 * @param columnTiles     Tc, 0 if digital
 * @param passes          passes of the subarrays per image, 0 if digital
 * @param cycles          busy clock cycles per image
 * @param cellUtilization share of the subarrays' cells that hold a weight; empty if digital
 * @param timeUtilization share of the image's cycles in which the layer is busy
 * @param spikeRate       spikes per unit and time step before pooling; empty for the last layer
 */
public record LayerReport(String name, boolean digital, Shape output, int fanIn, int slots, int rowTiles,
        int columnTiles, long passes, double cycles, Optional<Double> cellUtilization, double timeUtilization,
        Optional<Double> spikeRate) {

    /** Number of subarrays. */
    public int tiles() {
        return rowTiles * columnTiles;
    }
}
