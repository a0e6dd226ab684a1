/** Probability of a wrong code or decision, by convolution of error distributions. */
@NullMarked
package xnorsim.analog.chance;

import org.jspecify.annotations.NullMarked;
