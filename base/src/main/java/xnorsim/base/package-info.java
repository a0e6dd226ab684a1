/**
 * Files that appear under their name when they are whole, files that belong to one process at a time, and what a process
 * does when it is told to end.
 *
 * <p>Must not depend on any other module: all of them write files.
 */
@NullMarked
package xnorsim.base;

import org.jspecify.annotations.NullMarked;
