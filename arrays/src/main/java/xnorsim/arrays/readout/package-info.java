/** Readout of row sums, as configured in an architecture file. */
@NullMarked
package xnorsim.arrays.readout;

import org.jspecify.annotations.NullMarked;
