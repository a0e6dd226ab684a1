/** Which source of error changes which spikes and classes, by runs in pairs. */
@NullMarked
package xnorsim.analog.attribution;

import org.jspecify.annotations.NullMarked;
