/** Strategies of a study, each a class and a line of registration. */
@NullMarked
package xnorsim.explore.strategy;

import org.jspecify.annotations.NullMarked;
