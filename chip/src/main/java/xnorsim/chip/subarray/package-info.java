/** Arrays that compute together: row sums, ideal and analog, and the sequencer that drives their phases. */
@NullMarked
package xnorsim.chip.subarray;

import org.jspecify.annotations.NullMarked;
