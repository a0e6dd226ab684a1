/** A network on its images: run, map and plot. */
@NullMarked
package xnorsim.cli.run;

import org.jspecify.annotations.NullMarked;
