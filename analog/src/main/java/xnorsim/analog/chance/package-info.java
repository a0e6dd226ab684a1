/** The chance that a code or a decision is wrong, by convolution of the distributions of its errors. */
@NullMarked
package xnorsim.analog.chance;

import org.jspecify.annotations.NullMarked;
