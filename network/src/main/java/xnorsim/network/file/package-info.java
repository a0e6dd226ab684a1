/**
 * The model file: one {@code .npz} with the description in JSON and the parameters as arrays; see docs/model-file.md.
 */
@NullMarked
package xnorsim.network.file;

import org.jspecify.annotations.NullMarked;
