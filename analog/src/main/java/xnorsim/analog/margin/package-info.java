/** Margin of a readout to a wrong spike, for layers and for the decisions on real images. */
@NullMarked
package xnorsim.analog.margin;

import org.jspecify.annotations.NullMarked;
