/**
 * Integrate-and-fire units in fixed point, and the units of the last layer that accumulate without firing.
 *
 * <p>Must not depend on arrays, on watchers or on networks; parts meet at signals.
 */
@NullMarked
package xnorsim.neurons;

import org.jspecify.annotations.NullMarked;
