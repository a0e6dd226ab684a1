package xnorsim.chip.spikes;

/** Observes every layer in every time step. */
@FunctionalInterface
public interface SpikeObserver {

    /**
     * A layer has fired at one output position, before pooling.
     *
     * @param image    counted over everything the chip has run
     * @param layer    index in the network
     * @param timeStep of the image, 0..T-1
     * @param position row * width + column of the layer's map before pooling
     * @param channels spikes, 64 channels per word; valid during the call
     */
    void fired(long image, int layer, int timeStep, int position, long[] channels);

    /**
     * The last layer, which only accumulates, has finished a time step.
     *
     * @param image     counted over everything the chip has run
     * @param timeStep  of the image, 0..T-1
     * @param membranes in units of 2^-fractionBits of that layer; valid during the call
     */
    default void accumulated(long image, int timeStep, long[] membranes) {}
}
