/** Layers of a network on the chip, with spikes in and spikes out. */
@NullMarked
package xnorsim.chip.layer;

import org.jspecify.annotations.NullMarked;
