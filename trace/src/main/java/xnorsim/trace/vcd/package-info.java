/** Value change dumps (VCD, IEEE 1364), written. */
@NullMarked
package xnorsim.trace.vcd;

import org.jspecify.annotations.NullMarked;
