/** Spike maps between the layers, and who watches them. */
@NullMarked
package xnorsim.chip.spikes;

import org.jspecify.annotations.NullMarked;
