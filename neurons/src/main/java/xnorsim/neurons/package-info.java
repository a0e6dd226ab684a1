/**
 * Units in fixed point: integrate and fire on kernels, any other registered {@link xnorsim.neurons.NeuronRule} unit by
 * unit, and the accumulating units of the last layer.
 *
 * <p>Must not depend on arrays, observers or networks; components connect through signals.
 */
@NullMarked
package xnorsim.neurons;

import org.jspecify.annotations.NullMarked;
