package xnorsim.chip.run;

/**
 * Result of a chip for one image.
 *
 * @param predicted   class with the largest membrane of the last layer
 * @param membranes   membranes of the last layer, in units of 2^-fractionBits of that layer
 * @param cycles      clock cycles from the start edge of the first layer to the end edge of the last one
 * @param starts      per layer and time step the start cycle, counted from the start of the image
 * @param ends        per layer and time step the end cycle
 * @param spikes      per layer the spikes fired, before pooling; 0 for the last layer
 */
public record ImageResult(int predicted, long[] membranes, long cycles, long[][] starts, long[][] ends,
        long[] spikes) {}
