/**
 * The discrete-event kernel: simulated time, events, clocks, signals and probes.
 *
 * <p>Must not depend on anything that models hardware.
 */
@NullMarked
package xnorsim.sim;

import org.jspecify.annotations.NullMarked;
