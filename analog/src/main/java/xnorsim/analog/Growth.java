package xnorsim.analog;

import java.util.List;

/**
 * Wrong spikes of one layer in one time step, of all images, before pooling.
 *
 * @param layer     index in the network
 * @param timeStep  0..T-1
 * @param spikes    units times images
 * @param different of these, those that differ from the ideal readout's
 * @param without   how many differ without each source, in the order of {@link Attribution#sources()}
 */
public record Growth(int layer, int timeStep, long spikes, long different, List<Long> without) {

    /** Copies the list. */
    public Growth {
        without = List.copyOf(without);
    }
}
