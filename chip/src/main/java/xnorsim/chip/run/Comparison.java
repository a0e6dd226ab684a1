package xnorsim.chip.run;

import java.util.Optional;

/**
 * Comparison of one image on the chip with the reference model.
 *
 * @param spikesCompared      spikes compared: every layer, time step, channel and position before pooling
 * @param spikesDifferent     of these, different from the equations with parameters in the chip's fixed point
 * @param spikesDifferentReal of these, different from the equations with real-valued parameters
 * @param membranesDifferent  membranes of all layers that differ after the last time step
 * @param first               the first spike that differs
 */
record Comparison(long spikesCompared, long spikesDifferent, long spikesDifferentReal, long membranesDifferent,
        Optional<SpikeDifference> first) {}
