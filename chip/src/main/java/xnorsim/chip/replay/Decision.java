package xnorsim.chip.replay;

/**
 * What one unit of a layer on subarrays has before it when it decides in one time step, if nothing has gone wrong up to
 * then.
 *
 * @param layer      index in the network
 * @param timeStep   of the image, 0..T-1
 * @param lastStep   whether it is the last one
 * @param position   row * width + column of the layer's map before pooling
 * @param channel    of the layer
 * @param cells      by column tile how many cells of the unit's row there are by 4 * stored bit + 2 * spike of slot
 *                   tau1 + spike of slot tau2, columns without a weight included; with one slot the first spike is the
 *                   second one. Valid during the call, not to be modified
 * @param mostSpikes most spikes that a column tile takes in the last slot, which time its loading where that goes by
 *                   events
 * @param skipped    whether the position goes past the subarrays, since it has no spike
 * @param dot        the sum of all column tiles without errors
 * @param needed     units of 2^-shift that the sum must exceed for the unit to fire: threshold + bias - membrane;
 *                   infinity if none is enough
 * @param threshold  of the unit, units of 2^-shift
 * @param shift      a level is 2^shift units
 */
// Small arrays that nothing compares.
@SuppressWarnings("ArrayRecordComponent")
public record Decision(int layer, int timeStep, boolean lastStep, int position, int channel, int[][] cells,
        int mostSpikes, boolean skipped, int dot, double needed, double threshold, int shift) {

    /** Whether the unit fires without errors. */
    public boolean fires() {
        return Math.scalb((double) dot, shift) > needed;
    }
}
