/** Subarrays in lockstep: row sums, ideal and analog, and the sequencer of their phases. */
@NullMarked
package xnorsim.chip.subarray;

import org.jspecify.annotations.NullMarked;
