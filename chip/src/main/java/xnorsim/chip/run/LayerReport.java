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
 * @param arrays          its subarrays
 * @param work            what it does for an image
 * @param membraneBits    size of its membrane memory
 * @param spikeBufferBits size of its output banks
 * @param spikeRate       spikes per unit and time step before pooling; empty for the last layer
 */
public record LayerReport(String name, boolean digital, Shape output, int fanIn, Arrays arrays, Work work,
        long membraneBits, long spikeBufferBits, Optional<Double> spikeRate) {

    /**
     * The subarrays of a layer.
     *
     * @param slots       time slots per time step, 2 with a residual
     * @param rowTiles    Tr, 0 if digital
     * @param columnTiles Tc, 0 if digital
     * @param replicas    copies of its subarrays, 1 if digital
     * @param count       subarrays of all copies, 0 if digital
     * @param utilization fraction of their cells that hold a weight; empty if digital
     */
    public record Arrays(int slots, int rowTiles, int columnTiles, int replicas, int count,
            Optional<Double> utilization) {

        /** Number of subarrays of one copy. */
        public int tiles() {
            return rowTiles * columnTiles;
        }
    }

    /**
     * What a layer does for an image.
     *
     * @param passes      passes of the subarrays, all copies together, 0 if digital
     * @param cycles      busy clock cycles
     * @param causes      clock cycles by cause; they add up to the cycles of an image
     * @param utilization fraction of the image's cycles in which the layer is busy
     * @param activeCells active cells (output not 0) over all evaluations; empty if digital or not counted
     */
    public record Work(long passes, double cycles, Map<Cause, Double> causes, double utilization,
            Optional<Double> activeCells) {

        /** Copies the map; its order is that of the causes. */
        public Work {
            Map<Cause, Double> ordered = new EnumMap<>(Cause.class);
            ordered.putAll(causes);
            causes = Collections.unmodifiableMap(ordered);
        }
    }
}
