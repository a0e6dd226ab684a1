/**
 * JMH benchmarks, each of which checks its answer when its trial ends.
 *
 * <p>Nothing may depend on this package.
 */
@NullMarked
package xnorsim.benchmarks;

import org.jspecify.annotations.NullMarked;
