/** Costs and studies of a design space. */
@NullMarked
package xnorsim.cli.study;

import org.jspecify.annotations.NullMarked;
