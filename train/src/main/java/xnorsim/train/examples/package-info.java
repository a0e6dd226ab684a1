/** Batches of training images in a drawn order, shifted and mirrored. */
@NullMarked
package xnorsim.train.examples;

import org.jspecify.annotations.NullMarked;
