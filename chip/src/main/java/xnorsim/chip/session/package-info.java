/** Runs that are watched: waveforms of subarrays, of whole chips and of the control between layers. */
@NullMarked
package xnorsim.chip.session;

import org.jspecify.annotations.NullMarked;
