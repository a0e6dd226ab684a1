/** Arrays with a readout that is not ideal: drawn cells, noise and conversion, row by row. */
@NullMarked
package xnorsim.arrays.analog;

import org.jspecify.annotations.NullMarked;
