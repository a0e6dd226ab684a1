/** Waveforms: what is traced, when, and two of them compared. */
@NullMarked
package xnorsim.cli.waveform;

import org.jspecify.annotations.NullMarked;
