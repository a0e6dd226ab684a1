/** What a study file says, and what a point is. */
@NullMarked
package xnorsim.explore.study;

import org.jspecify.annotations.NullMarked;
