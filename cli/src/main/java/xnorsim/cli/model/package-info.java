/** Models: trained, imported and exported. */
@NullMarked
package xnorsim.cli.model;

import org.jspecify.annotations.NullMarked;
