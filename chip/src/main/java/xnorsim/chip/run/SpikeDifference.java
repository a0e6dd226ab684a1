package xnorsim.chip.run;

/**
 * A spike in which simulation and reference differ.
 *
 * @param image    index in the data
 * @param layer    index in the network
 * @param timeStep 0..T-1
 * @param channel  output channel
 * @param position row * width + column before pooling
 * @param expected value in the reference, 0 or 1
 */
public record SpikeDifference(int image, int layer, int timeStep, int channel, int position, int expected) {}
