/**
 * A subarray written down as synthesizable SystemVerilog: the registers of docs/timing.md by their names, and a bench
 * that compares every spike and membrane with the simulation.
 *
 * <p>The text is written from the contract of docs/timing.md; of the simulation it takes the rounded parameters and the
 * expected results only, so that the two can disagree.
 */
@NullMarked
package xnorsim.rtl;

import org.jspecify.annotations.NullMarked;
