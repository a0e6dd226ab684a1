/** Cell gates: functions of stored bit and column spike. */
@NullMarked
package xnorsim.arrays.cell;

import org.jspecify.annotations.NullMarked;
