/** Observed runs: waveforms of subarrays, whole chips and the control between layers. */
@NullMarked
package xnorsim.chip.session;

import org.jspecify.annotations.NullMarked;
