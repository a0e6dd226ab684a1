/**
 * Figures for papers: charts of one look and the writing of them as PNG and SVG; spikes, rates and membranes.
 *
 * <p>Depends only on arrays of numbers, not on their origin.
 */
@NullMarked
package xnorsim.plot;

import org.jspecify.annotations.NullMarked;
