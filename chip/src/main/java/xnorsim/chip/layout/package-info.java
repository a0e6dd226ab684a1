/** A network mapped to arrays: tiles, weights, folded thresholds and the cycles of a pass. */
@NullMarked
package xnorsim.chip.layout;

import org.jspecify.annotations.NullMarked;
