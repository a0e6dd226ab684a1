/** Waveforms: selection of signals and time, and comparison of two files. */
@NullMarked
package xnorsim.cli.waveform;

import org.jspecify.annotations.NullMarked;
