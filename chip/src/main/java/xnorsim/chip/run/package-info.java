/** A network simulated on images, and what was found. */
@NullMarked
package xnorsim.chip.run;

import org.jspecify.annotations.NullMarked;
