/** Conditions on signals, and the probe that waits for one. */
@NullMarked
package xnorsim.trace.trigger;

import org.jspecify.annotations.NullMarked;
