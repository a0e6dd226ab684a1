/** Value change dumps read, whoever wrote them, and compared. */
@NullMarked
package xnorsim.trace.vcd.read;

import org.jspecify.annotations.NullMarked;
