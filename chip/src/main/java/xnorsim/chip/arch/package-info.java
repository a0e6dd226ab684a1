/** The architecture of a chip, as described by an architecture file. */
@NullMarked
package xnorsim.chip.arch;

import org.jspecify.annotations.NullMarked;
