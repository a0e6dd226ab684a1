/** Every firing decision of a run again, with its sum and its membrane. */
@NullMarked
package xnorsim.chip.replay;

import org.jspecify.annotations.NullMarked;
