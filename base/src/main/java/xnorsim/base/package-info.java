/**
 * One-sentence errors, strict readers, and files: regular files of bounded size, atomically written, append-only and
 * locked ones.
 *
 * <p>Must not depend on any other module, since all of them use it.
 */
@NullMarked
package xnorsim.base;

import org.jspecify.annotations.NullMarked;
