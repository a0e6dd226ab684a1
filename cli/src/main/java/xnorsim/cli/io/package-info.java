/** What every command reads and prints: options, files, tables, progress. */
@NullMarked
package xnorsim.cli.io;

import org.jspecify.annotations.NullMarked;
