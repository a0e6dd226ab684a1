/**
 * The reference model: the paper's equations (6) to (11) written down as they stand, on weights -1/+1 and spikes 0/1.
 *
 * <p>It checks the simulation, so it shares no code with it: no bit tricks, no kernel, no engine. docs/paper.md lists
 * what the paper leaves open or gets wrong.
 */
@NullMarked
package xnorsim.network.reference;

import org.jspecify.annotations.NullMarked;
