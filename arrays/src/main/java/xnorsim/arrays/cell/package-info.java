/** What cells compute of their stored bits and the spikes of their columns. */
@NullMarked
package xnorsim.arrays.cell;

import org.jspecify.annotations.NullMarked;
