/**
 * The reference model: the paper's equations (6) to (11) written down as they stand, on weights -1/+1 and spikes 0/1.
 *
 * <p>It judges the simulation, so it shares nothing with it: no bit tricks, no kernel, no engine. What the paper's text
 * leaves open or gets wrong is told in docs/paper.md.
 */
@NullMarked
package xnorsim.network.reference;

import org.jspecify.annotations.NullMarked;
