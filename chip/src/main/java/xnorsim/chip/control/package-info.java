/** Control of layers and time steps: the controller, its schedule and its timeline. */
@NullMarked
package xnorsim.chip.control;

import org.jspecify.annotations.NullMarked;
