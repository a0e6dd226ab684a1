/** Rows of a subarray as a readout reads them: what every readout has in common. */
@NullMarked
package xnorsim.arrays.rows;

import org.jspecify.annotations.NullMarked;
