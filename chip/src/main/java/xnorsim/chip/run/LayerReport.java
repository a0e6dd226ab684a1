package xnorsim.chip.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import xnorsim.chip.control.Cause;
import xnorsim.network.Shape;

/**
 * Statistics of one layer, per image.
 *
 * @param name            of the layer
 * @param digital         whether it runs on digital adders instead of subarrays
 * @param output          shape of its map before pooling
 * @param fanIn           K
 * @param slots           time slots per time step, 2 with a residual
 * @param rowTiles        Tr, 0 if digital
 * @param columnTiles     Tc, 0 if digital
 * @param replicas        copies of its subarrays, 1 if digital
 * @param arrays          subarrays of all copies, 0 if digital
 * @param passes          passes of the subarrays per image, all copies together, 0 if digital
 * @param cycles          busy clock cycles per image
 * @param causes          clock cycles per image by cause; they add up to the cycles of an image
 * @param cellUtilization fraction of the subarrays' cells that hold a weight; empty if digital
 * @param timeUtilization fraction of the image's cycles in which the layer is busy
 * @param membraneBits    size of its membrane memory
 * @param spikeBufferBits size of its output banks
 * @param spikeRate       spikes per unit and time step before pooling; empty for the last layer
 * @param activeCells     active cells (output not 0) over all evaluations of an image; empty if digital or not counted
 */
public record LayerReport(String name, boolean digital, Shape output, int fanIn, int slots, int rowTiles,
        int columnTiles, int replicas, int arrays, long passes, double cycles, Map<Cause, Double> causes,
        Optional<Double> cellUtilization, double timeUtilization, long membraneBits, long spikeBufferBits,
        Optional<Double> spikeRate, Optional<Double> activeCells) {

    /** Copies the map; its order is that of the causes. */
    public LayerReport {
        Map<Cause, Double> ordered = new EnumMap<>(Cause.class);
        ordered.putAll(causes);
        causes = Collections.unmodifiableMap(ordered);
    }

    /** Number of subarrays of one copy. */
    public int tiles() {
        return rowTiles * columnTiles;
    }
}
