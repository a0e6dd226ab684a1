/**
 * NumPy's array files: {@code .npy} (one array) and {@code .npz} (a zip of named arrays), read and written.
 *
 * <p>Knows nothing of networks.
 */
@NullMarked
package xnorsim.network.npy;

import org.jspecify.annotations.NullMarked;
