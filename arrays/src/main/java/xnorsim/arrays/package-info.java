/**
 * The parts of the XNOR array: crossbar, popcount kernels, column decoder and capacitive buffer.
 *
 * <p>Must not depend on neurons, observers or networks; components connect through signals.
 */
@NullMarked
package xnorsim.arrays;

import org.jspecify.annotations.NullMarked;
