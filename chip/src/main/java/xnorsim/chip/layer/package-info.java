/** Layers of a network on the chip, from input to output spikes. */
@NullMarked
package xnorsim.chip.layer;

import org.jspecify.annotations.NullMarked;
