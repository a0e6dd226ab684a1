/** Tests of training; they run the native engine. */
@NullMarked
package xnorsim.train;

import org.jspecify.annotations.NullMarked;
