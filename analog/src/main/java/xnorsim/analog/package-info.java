/**
 * What can be said about an analog readout before any run: its worst case and the limits that keep it exact, how probable a
 * wrong code and a wrong spike are, and the same circuit as a netlist for ngspice. docs/analog.md has the equations.
 *
 * <p>Must not depend on traces, on the command line or on anything that runs a network.
 */
@NullMarked
package xnorsim.analog;

import org.jspecify.annotations.NullMarked;
