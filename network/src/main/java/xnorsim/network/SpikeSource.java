package xnorsim.network;

/** The input spikes of one image: which pixels spike in which time step. */
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
     * A source over spikes written down.
     *
     * @param spikes 0 or 1; first index time step, second pixel; not copied
     */
    static SpikeSource of(byte[][] spikes) {
        return (timeStep, pixel) -> spikes[timeStep][pixel] != 0;
    }
}
