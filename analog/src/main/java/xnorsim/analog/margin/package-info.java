/** How far a readout is from a wrong spike, for layers and for the decisions of real images. */
@NullMarked
package xnorsim.analog.margin;

import org.jspecify.annotations.NullMarked;
