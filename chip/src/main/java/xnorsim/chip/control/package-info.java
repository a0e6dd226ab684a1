/** Which layer computes which time step when: the controller, its schedule and its timeline. */
@NullMarked
package xnorsim.chip.control;

import org.jspecify.annotations.NullMarked;
