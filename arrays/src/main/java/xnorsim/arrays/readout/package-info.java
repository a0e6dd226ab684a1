/**
 * How the rows of a subarray become codes: the parameters of charge and current readouts, their transfer in levels, and
 * random draws keyed by what they are for. A level is what one agreeing cell adds to its row.
 *
 * <p>Must not depend on neurons, on watchers or on networks.
 */
@NullMarked
package xnorsim.arrays.readout;

import org.jspecify.annotations.NullMarked;
