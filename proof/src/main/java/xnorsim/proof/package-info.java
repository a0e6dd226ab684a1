/**
 * Exactness that anyone can re-run: certificates that fixed point decides as the real-valued equations do on every input.
 *
 * <p>All arithmetic here is on whole numbers and fractions of any size. It must not use the arithmetic of the engine; only
 * what replays an input builds a simulation.
 */
@NullMarked
package xnorsim.proof;

import org.jspecify.annotations.NullMarked;
