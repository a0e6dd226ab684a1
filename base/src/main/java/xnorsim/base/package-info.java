/**
 * Errors that are told in a sentence, strict readers, and files: regular ones of a bounded size, ones that appear under
 * their name when they are whole, append-only ones, and ones that belong to one process at a time.
 *
 * <p>Must not depend on any other module: all of them read and write files.
 */
@NullMarked
package xnorsim.base;

import org.jspecify.annotations.NullMarked;
