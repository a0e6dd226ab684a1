/** Spike maps between layers, and their observers. */
@NullMarked
package xnorsim.chip.spikes;

import org.jspecify.annotations.NullMarked;
