package xnorsim.chip.run;

import java.util.List;
import java.util.Optional;

/**
 * Comparison of images on the chip with the reference model.
 *
 * @param spikesCompared      spikes compared: every layer, time step, channel and position before pooling; 0 without a
 *                            comparison
 * @param spikesDifferent     of these, different from the equations with the chip's fixed-point parameters; must be 0
 * @param spikesDifferentReal of these, different from the equations with real-valued parameters: the effect of rounding
 * @param membranesDifferent  membranes of all layers that differ after the last time step; must be 0
 * @param first               the first spike that differs, in the first such image
 */
public record Comparison(long spikesCompared, long spikesDifferent, long spikesDifferentReal, long membranesDifferent,
        Optional<SpikeDifference> first) {

    /** The comparisons of several images, in their order. */
    static Comparison sum(List<Comparison> images) {
        return new Comparison(images.stream().mapToLong(Comparison::spikesCompared).sum(),
                images.stream().mapToLong(Comparison::spikesDifferent).sum(),
                images.stream().mapToLong(Comparison::spikesDifferentReal).sum(),
                images.stream().mapToLong(Comparison::membranesDifferent).sum(),
                images.stream().flatMap(image -> image.first().stream()).findFirst());
    }
}
