/**
 * Subarrays and whole networks on them: mapping, control and timing.
 *
 * <p>The only place that knows arrays, neurons and networks together. Must not depend on the command line.
 */
@NullMarked
package xnorsim.chip;

import org.jspecify.annotations.NullMarked;
