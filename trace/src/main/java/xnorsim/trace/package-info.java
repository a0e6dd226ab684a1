/**
 * Watchers of signals: waveforms in the VCD format.
 *
 * <p>Must not depend on any hardware: a watcher sees signals only.
 */
@NullMarked
package xnorsim.trace;

import org.jspecify.annotations.NullMarked;
