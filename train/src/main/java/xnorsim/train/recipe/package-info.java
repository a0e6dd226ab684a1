/** What decides the result of a training. */
@NullMarked
package xnorsim.train.recipe;

import org.jspecify.annotations.NullMarked;
