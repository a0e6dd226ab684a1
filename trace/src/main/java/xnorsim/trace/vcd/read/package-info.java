/** Reading and comparison of value change dumps from any program. */
@NullMarked
package xnorsim.trace.vcd.read;

import org.jspecify.annotations.NullMarked;
