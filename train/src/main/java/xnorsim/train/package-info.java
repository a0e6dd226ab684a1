/** Training of binarized spiking networks (Algorithm 1): runs, checkpoints and curves. */
@NullMarked
package xnorsim.train;

import org.jspecify.annotations.NullMarked;
