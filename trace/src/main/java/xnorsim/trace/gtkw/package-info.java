/** Saved views of GTKWave. */
@NullMarked
package xnorsim.trace.gtkw;

import org.jspecify.annotations.NullMarked;
