/** Which source of error changes which spikes and classes, by runs in pairs. */
@NullMarked
package xnorsim.explore.attribution;

import org.jspecify.annotations.NullMarked;
