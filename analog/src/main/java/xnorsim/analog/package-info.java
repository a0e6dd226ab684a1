/** Errors of analog readouts in row sums, and the component values that keep them exact. */
@NullMarked
package xnorsim.analog;

import org.jspecify.annotations.NullMarked;
