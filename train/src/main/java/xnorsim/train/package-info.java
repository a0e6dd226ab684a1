/**
 * Surrogate-gradient training of binarized spiking networks (Algorithm 1 of the paper).
 *
 * <p>Must not depend on the simulator: it hands over a network file.
 */
@NullMarked
package xnorsim.train;

import org.jspecify.annotations.NullMarked;
