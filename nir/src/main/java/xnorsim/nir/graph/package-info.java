/** A NIR graph and the HDF5 file that it is kept in. */
@NullMarked
package xnorsim.nir.graph;

import org.jspecify.annotations.NullMarked;
