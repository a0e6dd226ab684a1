/** Networks from and to NIR, the exchange format of neuromorphic frameworks. */
@NullMarked
package xnorsim.nir;

import org.jspecify.annotations.NullMarked;
