/** What analog readouts do to row sums: errors, held charge and the sizes that keep them exact. */
@NullMarked
package xnorsim.analog;

import org.jspecify.annotations.NullMarked;
