/** Simulation of a network on images, and its results. */
@NullMarked
package xnorsim.chip.run;

import org.jspecify.annotations.NullMarked;
