/** GTKWave save files. */
@NullMarked
package xnorsim.trace.gtkw;

import org.jspecify.annotations.NullMarked;
