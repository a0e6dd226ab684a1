package xnorsim.chip.replay;

/**
 * Inputs and state of one unit's firing decision in one time step, without earlier errors.
 *
 * @param layer      index in the network
 * @param timeStep   of the image, 0..T-1
 * @param lastStep   whether it is the last one
 * @param position   row * width + column of the layer's map before pooling
 * @param channel    of the layer
 * @param cells      by column tile the number of cells of the unit's row, indexed by 4 * stored bit + 2 * spike of slot
 *                   tau1 + spike of slot tau2, columns without a weight included; with one slot both spikes are equal.
 *                   Valid during the call, not to be modified
 * @param mostSpikes largest number of spikes of a column tile in the last slot, which determines its loading time with
 *                   events
 * @param skipped    whether the position skips the subarrays, since it has no spike
 * @param dot        the error-free sum of all column tiles
 * @param needed     sum, in units of 2^-shift, that must be exceeded to fire: threshold + bias - membrane; infinity if
 *                   impossible
 * @param threshold  of the unit, units of 2^-shift
 * @param shift      a level is 2^shift units
 */
// Small arrays that are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Decision(int layer, int timeStep, boolean lastStep, int position, int channel, int[][] cells,
        int mostSpikes, boolean skipped, int dot, double needed, double threshold, int shift) {

    /** Whether the unit fires without errors. */
    public boolean fires() {
        return Math.scalb((double) dot, shift) > needed;
    }
}
