/** Replay of every firing decision of a run, with sum and membrane. */
@NullMarked
package xnorsim.chip.replay;

import org.jspecify.annotations.NullMarked;
