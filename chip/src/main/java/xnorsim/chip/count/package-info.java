/** Counts of energy-relevant events. */
@NullMarked
package xnorsim.chip.count;

import org.jspecify.annotations.NullMarked;
