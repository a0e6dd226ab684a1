/** Worked examples: one extension for each door, each a class and a line of registration. */
@NullMarked
package xnorsim.extensions;

import org.jspecify.annotations.NullMarked;
