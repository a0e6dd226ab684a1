package xnorsim.explore.attribution;

import java.util.List;

/**
 * Wrong spikes of one layer in one time step, of all images, before pooling.
 *
 * @param layer     index in the network
 * @param timeStep  0..T-1
 * @param spikes    units times images
 * @param different spikes that differ from the ideal readout's
 * @param without   number that differ without each source, in the order of {@link Attribution#sources()}
 * @param alone     number that differ with each source alone, in the same order
 */
public record ErrorPropagation(int layer, int timeStep, long spikes, long different, List<Long> without,
        List<Long> alone) {

    /** Copies the lists. */
    public ErrorPropagation {
        without = List.copyOf(without);
        alone = List.copyOf(alone);
    }
}
