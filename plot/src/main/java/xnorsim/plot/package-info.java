/**
 * Figures for papers: charts of one look and the writing of them as PNG and SVG; spikes, rates and membranes.
 *
 * <p>Depends on arrays of numbers alone: who made them is nobody's concern here.
 */
@NullMarked
package xnorsim.plot;

import org.jspecify.annotations.NullMarked;
