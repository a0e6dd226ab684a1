/** A single subarray with the user's weights and spikes. */
@NullMarked
package xnorsim.chip.macro;

import org.jspecify.annotations.NullMarked;
