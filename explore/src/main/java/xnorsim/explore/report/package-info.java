/** Tables, figures and pages of a finished study. */
@NullMarked
package xnorsim.explore.report;

import org.jspecify.annotations.NullMarked;
