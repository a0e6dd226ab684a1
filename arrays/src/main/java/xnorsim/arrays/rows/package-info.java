/** Rows of a subarray as seen by a readout: the part common to all readouts. */
@NullMarked
package xnorsim.arrays.rows;

import org.jspecify.annotations.NullMarked;
