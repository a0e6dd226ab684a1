/** Exact numbers, and the firing condition of a row in them. */
@NullMarked
package xnorsim.proof.exact;

import org.jspecify.annotations.NullMarked;
