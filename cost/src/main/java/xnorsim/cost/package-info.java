/**
 * What a run costs: counts of its events times figures of a technology, each with its source (docs/cost.md).
 *
 * <p>Counts come from the simulation; nothing here simulates, and no figure stands in the code.
 */
@NullMarked
package xnorsim.cost;

import org.jspecify.annotations.NullMarked;
