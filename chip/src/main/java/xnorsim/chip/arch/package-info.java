/** What a chip is built from, as an architecture file says it. */
@NullMarked
package xnorsim.chip.arch;

import org.jspecify.annotations.NullMarked;
