/**
 * Units in fixed point: integrate and fire on kernels, any other {@link xnorsim.neurons.NeuronRule} that is registered
 * unit by unit, and the units of the last layer that accumulate without firing.
 *
 * <p>Must not depend on arrays, on watchers or on networks; parts meet at signals.
 */
@NullMarked
package xnorsim.neurons;

import org.jspecify.annotations.NullMarked;
