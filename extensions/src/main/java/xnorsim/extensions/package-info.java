/** Worked examples: one extension per extension point, each a class and a line of registration. */
@NullMarked
package xnorsim.extensions;

import org.jspecify.annotations.NullMarked;
