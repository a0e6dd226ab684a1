/** How a row sum is read, as an architecture file says it. */
@NullMarked
package xnorsim.arrays.readout;

import org.jspecify.annotations.NullMarked;
