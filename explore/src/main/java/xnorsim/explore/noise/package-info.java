/** Many chips drawn from one readout, on the same images: what came of each, kept in a file, and statistics. */
@NullMarked
package xnorsim.explore.noise;

import org.jspecify.annotations.NullMarked;
