/** The command line: commands, arguments, completion and manual pages. */
@NullMarked
package xnorsim.cli;

import org.jspecify.annotations.NullMarked;
