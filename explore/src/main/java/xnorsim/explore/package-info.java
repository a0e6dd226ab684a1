/** A study: points of a design space, evaluated and recorded. */
@NullMarked
package xnorsim.explore;

import org.jspecify.annotations.NullMarked;
