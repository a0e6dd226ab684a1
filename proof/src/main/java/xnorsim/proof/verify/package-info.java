/** The simulated hardware against independent models, with faults to be found. */
@NullMarked
package xnorsim.proof.verify;

import org.jspecify.annotations.NullMarked;
