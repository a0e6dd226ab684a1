/** Arrays with an analog readout: cell variation, noise and conversion, row by row. */
@NullMarked
package xnorsim.arrays.analog;

import org.jspecify.annotations.NullMarked;
