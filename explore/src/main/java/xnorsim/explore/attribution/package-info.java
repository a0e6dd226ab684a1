/** Attribution of changed spikes and classes to error sources, by paired runs. */
@NullMarked
package xnorsim.explore.attribution;

import org.jspecify.annotations.NullMarked;
