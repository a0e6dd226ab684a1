/** Analog readouts: margin, noise over chips, and which source does what. */
@NullMarked
package xnorsim.cli.analog;

import org.jspecify.annotations.NullMarked;
