/** Writing of value change dumps (VCD, IEEE 1364). */
@NullMarked
package xnorsim.trace.vcd;

import org.jspecify.annotations.NullMarked;
