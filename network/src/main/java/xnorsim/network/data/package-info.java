/** Labelled images in the idx files of MNIST and Fashion-MNIST. */
@NullMarked
package xnorsim.network.data;

import org.jspecify.annotations.NullMarked;
