package xnorsim.chip;

/** Is told what every layer fires. */
@FunctionalInterface
public interface SpikeObserver {

    /**
     * A layer has fired at one output position, before pooling.
     *
     * @param image    counted over everything the chip has run
     * @param layer    index in the network
     * @param timeStep of the image, 0..T-1
     * @param position row * width + column of the layer's map before pooling
     * @param channels spikes, 64 channels a word; valid during the call
     */
    void fired(long image, int layer, int timeStep, int position, long[] channels);
}
