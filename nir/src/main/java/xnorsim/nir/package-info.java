/**
 * The Neuromorphic Intermediate Representation (NIR): graphs in HDF5 files, turned into networks and made from them.
 *
 * <p>Depends on networks alone; what the hardware cannot express is refused here, by the name of the node.
 */
@NullMarked
package xnorsim.nir;

import org.jspecify.annotations.NullMarked;
