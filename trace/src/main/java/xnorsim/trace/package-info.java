/**
 * Observers of signals: waveform recording.
 *
 * <p>Must not depend on hardware models: an observer sees signals only.
 */
@NullMarked
package xnorsim.trace;

import org.jspecify.annotations.NullMarked;
