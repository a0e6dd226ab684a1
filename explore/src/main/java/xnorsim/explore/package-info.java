/**
 * Architecture exploration: studies with axes, objectives and constraints, the points they consist of, their evaluation, and
 * the results. A point's result is a function of the study and the point alone; this package must not let it depend on
 * threads, order or clock.
 */
@NullMarked
package xnorsim.explore;

import org.jspecify.annotations.NullMarked;
