/** Sets of what changed. */
@NullMarked
package xnorsim.trace.change;

import org.jspecify.annotations.NullMarked;
