package xnorsim.chip.run;

/**
 * What a chip did with one image.
 *
 * @param predicted   class with the largest membrane of the last layer
 * @param membranes   membranes of the last layer, in units of 2^-fractionBits of that layer
 * @param cycles      clock cycles from the edge at which the first layer starts to the one at which the last one ends
 * @param starts      per layer and time step the cycle of its start, counted from the start of the image
 * @param ends        per layer and time step the cycle of its end
 * @param spikes      per layer the spikes fired, before pooling; 0 for the last layer
 */
public record ImageResult(int predicted, long[] membranes, long cycles, long[][] starts, long[][] ends,
        long[] spikes) {}
