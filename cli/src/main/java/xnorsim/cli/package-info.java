/**
 * The command line, one class per command.
 *
 * <p>Nothing may depend on it.
 */
@NullMarked
package xnorsim.cli;

import org.jspecify.annotations.NullMarked;
