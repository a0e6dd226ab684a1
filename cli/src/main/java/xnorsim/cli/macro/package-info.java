/** One subarray: simulated, and as SystemVerilog. */
@NullMarked
package xnorsim.cli.macro;

import org.jspecify.annotations.NullMarked;
