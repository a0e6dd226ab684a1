package xnorsim.network;

/**
 * Input of the first layer for one image: which pixels spike in which time step, or their values if they are not
 * spikes.
 */
@FunctionalInterface
public interface SpikeSource {
    /**
     * Whether a pixel spikes. The same answer whenever it is asked.
     *
     * @param timeStep 0..T-1
     * @param pixel (channel * height + row) * width + column
     */
    boolean spike(int timeStep, int pixel);

    /**
     * Input that the first layer multiplies with a weight, in units of 2^-fractionBits of its {@link InputCoding}: 0 or
     * 1 for spikes.
     *
     * @param timeStep 0..T-1
     * @param pixel (channel * height + row) * width + column
     */
    default int value(int timeStep, int pixel) {
        return spike(timeStep, pixel) ? 1 : 0;
    }

    /**
     * Whether it is known that all time steps have the same values, so that what follows from them need be found once
     * only.
     */
    default boolean isConstant() {
        return false;
    }

    /**
     * A source over spikes written down.
     *
     * @param spikes 0 or 1; first index time step, second pixel; not copied
     */
    static SpikeSource of(byte[][] spikes) {
        return (timeStep, pixel) -> spikes[timeStep][pixel] != 0;
    }
}
