/**
 * The parts of the XNOR array: crossbar, popcount kernels, column decoder and capacitive buffer.
 *
 * <p>Must not depend on neurons, on watchers or on networks; parts meet at signals.
 */
@NullMarked
package xnorsim.arrays;

import org.jspecify.annotations.NullMarked;
