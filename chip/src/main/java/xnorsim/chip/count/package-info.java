/** Counts of what costs energy. */
@NullMarked
package xnorsim.chip.count;

import org.jspecify.annotations.NullMarked;
