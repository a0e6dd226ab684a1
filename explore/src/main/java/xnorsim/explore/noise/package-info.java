/** Many chips drawn from one readout, on the same images: results per chip, their file, and statistics. */
@NullMarked
package xnorsim.explore.noise;

import org.jspecify.annotations.NullMarked;
