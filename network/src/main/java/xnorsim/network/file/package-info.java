/**
 * The model file: one {@code .npz} with the JSON description and the parameters as arrays; see docs/model-file.md.
 */
@NullMarked
package xnorsim.network.file;

import org.jspecify.annotations.NullMarked;
