/**
 * Cost of a run: event counts times figures of a technology, each with its source (docs/cost.md).
 *
 * <p>Counts come from the simulation; nothing here simulates, and all figures are in technology tables.
 */
@NullMarked
package xnorsim.cost;

import org.jspecify.annotations.NullMarked;
