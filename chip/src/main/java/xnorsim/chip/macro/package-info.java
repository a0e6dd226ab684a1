/** One subarray on its own, with weights and spikes of the user. */
@NullMarked
package xnorsim.chip.macro;

import org.jspecify.annotations.NullMarked;
