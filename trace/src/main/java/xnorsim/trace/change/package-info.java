/** Change tracking: sets of changed variables. */
@NullMarked
package xnorsim.trace.change;

import org.jspecify.annotations.NullMarked;
